"""Files people hand in: letters as DOCX, PDF, TXT or EML, scans, and photos of a business licence.

`read_paper` is the one way in. Nothing of a file runs, nothing is fetched, and what goes wrong is a code of TROUBLES.
"""

from luodi.text.papers.paper import KINDS, PERSONAL, PICTURES, TROUBLES, FormValues, Licence, Paper, form_values
from luodi.text.papers.reading import read_paper
from luodi.text.papers.seeing import eye_available

__all__ = [
    "KINDS",
    "PERSONAL",
    "PICTURES",
    "TROUBLES",
    "FormValues",
    "Licence",
    "Paper",
    "eye_available",
    "form_values",
    "read_paper",
]
