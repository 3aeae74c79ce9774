"""Words that no vocabulary holds, so that copying is learnt by place and not by heart."""

from __future__ import annotations

import random

ONSETS = "b c d f g h j k l m n p qu r s t v w x z bl br ch cl cr dr fl fr gl gr kl kr pl pr sch sh sk sl sm sn sp st str sw th tr tw vl wr zh".split()
VOWELS = "a e i o u a e i o y ai au ea ee ei ie oa oo ou ue".split()
CODAS = ["", "", "", *"b ck d ft g k l ld ll lm ln lt m mp n nd ng nk nt p pt r rb rd rk rm rn rt s sh sk ss st t tch th ts v x z".split()]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
HEX = "0123456789abcdef"


def pseudo_word(rng: random.Random) -> str:
    """A pronounceable word of one to three syllables; now and then an acronym or a code."""
    roll = rng.random()
    if roll < 0.06:
        return "".join(rng.choices(LETTERS, k=rng.randint(2, 5)))
    if roll < 0.08:
        return rng.choice(LETTERS) + "".join(rng.choices(HEX, k=rng.randint(3, 6)))
    word = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(rng.choice((1, 2, 2, 2, 3))))
    return word if len(word) > 2 else word + rng.choice(LETTERS)
