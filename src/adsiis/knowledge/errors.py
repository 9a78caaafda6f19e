"""What can go wrong with articles and what is checked against them.

KnowledgeError
├── BinaryFileError          the bytes are no text
├── NotAnArticleError        the text is no article
├── UnknownArticleError      no article of that number
├── ArticleNumberError       the text names no article
├── SearchError              the query cannot be understood
├── ListingError             the list of files cannot be understood
├── CheckedPathError         what is to be checked cannot be read
├── MissingReaderError       the package that reads PE files is not installed
└── KnowledgeBaseError       the index itself
    └── NoKnowledgeBaseError there is none yet
"""

from __future__ import annotations


class KnowledgeError(Exception):
    """Anything that articles and checks refuse; its text is one full sentence."""


class BinaryFileError(KnowledgeError):
    """The bytes are no text in any encoding that articles were kept in."""


class NotAnArticleError(KnowledgeError):
    """The text has neither the number nor the sections of an article."""


class UnknownArticleError(KnowledgeError):
    """The knowledge base has no article of that number."""


class ArticleNumberError(KnowledgeError):
    """The text does not name an article."""

    def __init__(self, text: str) -> None:
        super().__init__(f"'{text}' names no article: it should be a number such as Q277632.")


class SearchError(KnowledgeError):
    """The query has no word to look for."""


class ListingError(KnowledgeError):
    """The list of files has a form that is not known."""


class CheckedPathError(KnowledgeError):
    """What is to be checked is not there, or cannot be read."""


class MissingReaderError(KnowledgeError):
    """PE files cannot be read, because pefile is not installed."""

    def __init__(self) -> None:
        super().__init__("Reading versions out of files needs pefile: pip install 'adsiis[kb]' brings it.")


class KnowledgeBaseError(KnowledgeError):
    """The index cannot be opened, read or written."""


class NoKnowledgeBaseError(KnowledgeBaseError):
    """There is no index yet."""

    def __init__(self, path: str) -> None:
        super().__init__(f"There is no knowledge base at {path} yet: 'adsiis kb add FOLDER' makes one.")
