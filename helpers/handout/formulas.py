"""Markdown to HTML with formulas as MathML, which needs no script and no network."""

import re

from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

_NAME = re.compile(r"<mi>(ln|log|tanh|exp|max|min)</mi>")  # functions, which MathML sets without a space


class _Renderer(IPythonRenderer):
    def inline_math(self, body):
        return _spaced(convert(body))

    def block_math(self, body):
        return _spaced(convert(body, display="block"))


def _spaced(formula):
    return _NAME.sub(r'<mspace width="0.15em"/><mi>\1</mi><mspace width="0.15em"/>', formula)


def to_html(text):
    """Return a Markdown text as HTML."""
    return MarkdownWithMath(renderer=_Renderer(escape=False, exclude_anchor_links=True)).render(text)
