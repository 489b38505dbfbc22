"""What a form says of a file that the virus scanner refused, or could not look through."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from governance.scanning import NotClean, refuse_infected


def refuse_infected_upload(upload: UploadedFile) -> None:
    """Have a file scanned, and leave it at its beginning. Raises ValidationError."""
    try:
        refuse_infected(upload, "This file")
    except NotClean as why:
        raise ValidationError(str(why)) from why
    upload.seek(0)
