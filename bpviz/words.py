"""Marks text for translation where no Qt may be imported: the text is translated when it is shown."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Return ``text`` unchanged; the translation tools find it under ``context``."""
    del context
    return text
