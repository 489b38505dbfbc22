"""Files that are broken or mean harm, each made anew, with how an import of it must end."""

from tests.imports.broken.archives import ARCHIVES
from tests.imports.broken.lists import LISTS
from tests.imports.broken.making import Broken, ended
from tests.imports.broken.trees import TREES
from tests.imports.broken.workbooks import WORKBOOKS

BROKEN: dict[str, Broken] = {each.id: each for each in (*WORKBOOKS, *ARCHIVES, *LISTS, *TREES)}

__all__ = ["BROKEN", "Broken", "ended"]
