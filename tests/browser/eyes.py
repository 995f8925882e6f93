"""Looks at a page and notes what disturbs there: findings of axe, sideways scrolling, headings."""

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (320, 390, 768, 1280)
AXE_WIDTHS = (390, 1280)
HEIGHT = 844
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, and off unless asked for
    "resultTypes": ["violations"],
    "iframes": False,
}
RUN = """rules => axe.run(rules).then(found => found.violations.map(rule => rule.id + " " + rule.nodes[0].html))"""


@dataclass
class Eyes:
    """``titles`` and the pages as ``sent``, by kind in the order seen; ``found``: what was wrong, page and width."""

    titles: dict[str, str] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)

    def look(self, page: Page, kind: str) -> None:
        """Note what is wrong on a page at every width."""
        self.titles[kind] = page.title()
        before = page.viewport_size
        page.evaluate(Axe().axe_script)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                self.found.append(f"{kind}, {width} px: scrolls sideways")
            if width in AXE_WIDTHS:
                self.found += [f"{kind}, {width} px: {said}" for said in page.evaluate(RUN, RULES)]
        if before:
            page.set_viewport_size(before)
        if (headings := page.locator("h1").count()) != 1:
            self.found.append(f"{kind}: {headings} main headings")


class Blind(Eyes):
    """Notes titles only: for a browser in which nothing but the pages' own HTML may run."""

    def look(self, page: Page, kind: str) -> None:
        self.titles[kind] = page.title()
