"""Pages as a browser without JavaScript sees them: the form on a page, with what would be sent."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form(HTMLParser):
    """The fields of all forms on a page by name, with the values that stand in them, and what may be chosen in each."""

    page: str
    values: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._select = self._area = ""
        self.feed(self.page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attributes}
        name = facts.get("name", "")
        match tag:
            case "input" if name:
                self._input(name, facts)
            case "select":
                self._select = name
                self.values.setdefault(name, [])
            case "textarea":
                self._area = name
                self.values.setdefault(name, [""])
            case "option" if self._select:
                self.choices.setdefault(self._select, []).append(facts.get("value", ""))
                if "selected" in facts:
                    self.values[self._select].append(facts.get("value", ""))

    def _input(self, name: str, facts: dict[str, str]) -> None:
        kind, value = facts.get("type", "text"), facts.get("value", "")
        if kind in {"checkbox", "radio"}:
            value = value or "on"
            self.choices.setdefault(name, []).append(value)
            if "checked" not in facts:
                return
        if kind not in {"file", "submit"}:
            self.values.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] = [self.values[self._area][0] + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._area = ""

    def offered(self, name: str) -> list[str]:
        """Return what may be chosen in a field; the empty choice is none."""
        return [value for value in self.choices.get(name, []) if value]

    def filled_in(self, **typed: object) -> dict[str, object]:
        """Return what the browser sends when these fields are changed; None leaves a box unticked."""
        sent = {name: values for name, values in self.values.items() if values} | typed
        return {name: value for name, value in sent.items() if value is not None}
