"""Which words sentences share, as numbers; for the methods that compare every sentence with every other."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Matrix = NDArray[float64]


def holders(sentences: Sequence[Iterable[str]]) -> dict[str, list[int]]:
    """Return for every word the numbers of the sentences that have it, in order.

    >>> holders([["oil", "price"], ["price"]])
    {'oil': [0], 'price': [0, 1]}
    """
    found: dict[str, list[int]] = defaultdict(list)
    for index, words in enumerate(sentences):
        for word in dict.fromkeys(words):
            found[word].append(index)
    return dict(found)


def products(vectors: Sequence[Mapping[str, float]]) -> Matrix:
    """Return the scalar products of all pairs of sparse vectors, the same bits on every machine.

    >>> products([{"oil": 2, "price": 1}, {"price": 3}]).tolist()
    [[5.0, 3.0], [3.0, 9.0]]
    """
    import numpy as np

    # Most words stand in few sentences: adding word by word is several times faster than a dense product, leaves the
    # order of the sums to nobody, and holds no sentence × word matrix, which one endless sentence could blow up.
    result = np.zeros((len(vectors), len(vectors)))
    for word, indices in holders(vectors).items():
        values = np.array([vectors[index][word] for index in indices])
        if len(indices) == 1:
            result[indices[0], indices[0]] += values[0] ** 2
        else:
            result[np.ix_(indices, indices)] += np.outer(values, values)
    return result


def common_words(sentences: Sequence[Sequence[str]]) -> tuple[Matrix, Matrix]:
    """Return for all pairs of sentences the number of equal pairs of words and log(length) + log(length).

    The quotient of the two is TextRank's similarity; a sentence without words counts as one of length 1.
    """
    import numpy as np

    lengths = np.array([math.log(len(words) or 1) for words in sentences])
    return products([Counter(words) for words in sentences]), lengths[:, np.newaxis] + lengths
