"""Read uploads without keeping more of them than can be of use."""

import weakref
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from dancu.documents.domain.kinds import MAX_SIZE
from dancu.platform.bodies import file_cap


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Keep of each file at most one byte more than is allowed: enough for `commands.store_upload` to refuse it.

    So the form that sent it is whole, and the refusal can stand at its field. How much a request may send altogether is
    `platform.bodies`' to say.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.most = file_cap(self.request, MAX_SIZE) if self.request else MAX_SIZE
        # Of a form that breaks off, or a file without a name, Django keeps nothing that could be closed.
        weakref.finalize(self, self.file.close)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = self.most + 1 - start
        if room > 0:
            super().receive_data_chunk(raw_data[:room], start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        return super().file_complete(min(file_size, self.most + 1))
