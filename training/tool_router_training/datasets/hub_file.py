"""Fetches a data set file from the Hugging Face hub, or from the mirror that HF_ENDPOINT names."""

from __future__ import annotations

import os
from pathlib import Path

from tool_router_training.datasets.rows import BadSource

ENDINGS = (".jsonl", ".json")


def find_dataset(source: str, file: str | None = None) -> Path:
    """A local file, or the JSON file of a hub data set (kept in the hub's own cache). @raises BadSource"""
    local = Path(source)
    if local.is_file():
        return local
    if local.suffix in ENDINGS or source.count("/") != 1 or source.startswith((".", "/", "~")):
        raise BadSource(f"There is no file {source}.")
    try:
        from huggingface_hub import HfApi, hf_hub_download
        from huggingface_hub.errors import HfHubHTTPError, HFValidationError
    except ImportError as error:
        raise BadSource(
            f"There is no file {source}, and fetching a data set from the hub needs the package huggingface_hub. "
            "Install it with: python -m pip install huggingface_hub"
        ) from error
    endpoint = os.environ.get("HF_ENDPOINT") or None
    # Hub versions differ in their HTTP package (requests, httpx …); the hub's own error derives from that package's root error.
    roots = (one for one in HfHubHTTPError.__mro__ if issubclass(one, Exception) and one is not Exception)
    failures: tuple[type[Exception], ...] = (HFValidationError, *roots)
    try:
        name = file or _only_file(HfApi(endpoint=endpoint).list_repo_files(source, repo_type="dataset"), source)
        return Path(hf_hub_download(source, name, repo_type="dataset", endpoint=endpoint))
    except failures as error:
        first = str(error).strip().split("\n")[0] or type(error).__name__
        raise BadSource(
            f"{source} cannot be fetched from {endpoint or 'the hub'}: {first.rstrip('.')}. "
            "Download the file by other means and name it instead, or set HF_ENDPOINT to a mirror."
        ) from error


def _only_file(names: list[str], source: str) -> str:
    found = [name for name in names if name.endswith(ENDINGS)]
    if len(found) != 1:
        listed = f": {', '.join(sorted(found)[:10])}" if found else ""
        raise BadSource(f"{source} holds {len(found)} JSON files{listed}. Name one with --file.")
    return found[0]
