"""Plain text where Qt would look for HTML: tips."""

from __future__ import annotations

import html


def plain_tip(text: str) -> str:
    """A tip that shows ``text`` as it is, line by line, whatever it looks like."""
    return f"<div style='white-space:pre'>{html.escape(text)}</div>" if text else ""
