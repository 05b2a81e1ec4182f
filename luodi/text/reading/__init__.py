"""Reading an enquiry: from a sentence, a letter or an e-mail to typed values, each with the words it came from."""

from luodi.text.reading.reader import read
from luodi.text.reading.values import Reading, Value

__all__ = ["Reading", "Value", "read"]
