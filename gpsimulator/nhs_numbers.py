"""NHS numbers: ten digits, the last a check digit by modulus 11."""


def check_digit(nine: str) -> str | None:
    """The tenth digit for these nine, or None: some nine digits have no NHS number."""
    weights = range(10, 1, -1)
    digit = -sum(int(one) * weight for one, weight in zip(nine, weights, strict=True)) % 11
    return None if digit == 10 else str(digit)


def is_valid(number: object) -> bool:
    return (
        isinstance(number, str)
        and len(number) == 10
        and number.isascii()
        and number.isdigit()
        and check_digit(number[:9]) == number[9]
    )
