"""A demonstration's own secret."""

from concurrent.futures import ThreadPoolExecutor

from dancu.platform.secrets import own_secret


def test_it_is_made_once_and_its_owner_alone_can_read_it(tmp_path):
    path = tmp_path / "home" / "secret"
    secret = own_secret(path)
    assert len(secret) >= 50
    assert own_secret(path) == secret
    assert path.stat().st_mode & 0o777 == 0o600


def test_those_who_ask_at_once_get_the_same(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: own_secret(tmp_path / "secret"), range(8)))) == 1
