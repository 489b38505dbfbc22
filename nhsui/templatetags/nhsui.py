"""Words and numbers as our pages write them."""

from django import template

from nhsui import words

register = template.Library()

register.filter("nhs_number", words.spaced_nhs_number)
register.simple_tag(words.changes, name="word_changes")
