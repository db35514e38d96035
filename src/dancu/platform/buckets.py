"""Keep files in a bucket of any S3, by django-storages."""

from typing import Any


def in_bucket(bucket: str, *, endpoint: str, folder: str) -> dict[str, Any]:
    """Return the entry of STORAGES that keeps files in a folder of a bucket.

    Nobody reads there but we: files are lent by the files site, whose addresses are signed and expire. Other S3 than Amazon's
    rarely have a host name for each bucket, so theirs stands in the path.
    """
    from botocore.config import Config

    style = {"addressing_style": "path" if endpoint else "auto"}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "location": folder,
            "default_acl": None,
            # A name is made of the content it belongs to, or of chance: whoever comes second brings the same bytes.
            "file_overwrite": True,
            "client_config": Config(
                s3=style, signature_version="s3v4", connect_timeout=5, read_timeout=20, retries={"max_attempts": 3}
            ),
        },
    }
