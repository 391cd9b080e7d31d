"""Named streams of random numbers from one seed.

A step that draws asks for its own stream by name, so that adding a draw in one place
changes no number in another, whatever the order or the number of workers.
"""

from __future__ import annotations

import hashlib

import numpy as np


def derive_generator(seed: int, *names: str) -> np.random.Generator:
    """Derive the generator of a named stream.

    Parameters
    ----------
    seed : int
        The study's seed.
    *names : str
        What the stream is for, such as ``"bootstrap", "H1"``.

    Returns
    -------
    numpy.random.Generator
        The same stream for the same seed and names, on every machine.
    """
    words = hashlib.sha256("\x1f".join(names).encode()).digest()
    entropy = [seed, *np.frombuffer(words, dtype="<u4").tolist()]
    return np.random.default_rng(np.random.SeedSequence(entropy))
