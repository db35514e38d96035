"""Name a browser so that its owner knows it again in the list of sessions."""

_BROWSERS = [("Edg/", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("SamsungBrowser", "Samsung Internet")]
_BROWSERS += [("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")]
_SYSTEMS = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS")]
_SYSTEMS += [("Linux", "Linux")]


def describe(user_agent: str) -> str:
    """Return "Chrome · Windows", or what of it can be told; empty where nothing can."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    return " · ".join(filter(None, [browser, system]))
