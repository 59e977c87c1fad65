"""What two sequences have in common, in order, in time that grows with their length alone.

Common ends first, then what occurs once on both sides (patience), then Myers on what is left. Every
step is paid from one account: when it is empty, what was not aligned yet stays unaligned.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

Pair = tuple[int, int]

#: Steps for each element of the two sequences, and those that any comparison has.
STEPS_EACH = 12
STEPS_FREE = 20_000
#: Below this many elements the shortest script is asked for at once.
_SMALL = 64
#: Differences that one search looks for before it starts again from where it came to.
_ROUNDS = 100


@dataclass
class _Account:
    left: int

    def pay(self, steps: int) -> bool:
        """Whether there were that many steps left."""
        self.left -= steps
        return self.left >= 0


def aligned(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    """The places (in `before`, in `after`) of what stays, both increasing."""
    known: dict[Hashable, int] = {}
    a, b = ([known.setdefault(i, len(known)) for i in items] for items in (before, after))
    account = _Account(STEPS_FREE + STEPS_EACH * (len(before) + len(after)))
    return sorted(_Alignment(a, b, account).pairs())


@dataclass
class _Alignment:
    a: list[int]
    b: list[int]
    account: _Account
    found: list[Pair] = field(default_factory=list)

    def pairs(self) -> list[Pair]:
        waiting = [(0, len(self.a), 0, len(self.b))]
        while waiting:
            first, last, start, end = self._common_ends(*waiting.pop())
            if first == last or start == end or not self.account.pay(last - first + end - start):
                continue
            anchors = self._anchors(first, last, start, end)
            if not anchors:
                i, j = self._shortest(first, last, start, end)
                if (i, j) != (first, start):
                    waiting.append((i, last, j, end))
                continue
            self.found += anchors
            for i, j in anchors:
                waiting.append((first, i, start, j))
                first, start = i + 1, j + 1
            waiting.append((first, last, start, end))
        return self.found

    def _common_ends(self, first: int, last: int, start: int, end: int) -> tuple[int, ...]:
        while first < last and start < end and self.a[first] == self.b[start]:
            self.found.append((first, start))
            first, start = first + 1, start + 1
        while first < last and start < end and self.a[last - 1] == self.b[end - 1]:
            last, end = last - 1, end - 1
            self.found.append((last, end))
        return first, last, start, end

    def _anchors(self, first: int, last: int, start: int, end: int) -> list[Pair]:
        """What occurs once on both sides and in the same order."""
        if last - first + end - start <= _SMALL:
            return []
        counts = Counter(self.a[first:last])
        there = Counter(self.b[start:end])
        places = {self.b[j]: j for j in range(start, end)}
        once = [
            (i, places[self.a[i]])
            for i in range(first, last)
            if counts[self.a[i]] == 1 and there[self.a[i]] == 1
        ]
        return _longest_increasing(once)

    def _shortest(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """Myers' greedy search: where it came to, which is the end if the steps sufficed."""
        a, b = self.a, self.b
        width, height = last - first, end - start
        reached = {1: 0}  # diagonal → how far along `a`
        history: list[dict[int, int]] = []
        best = (0, 0, 0)  # x + y, round, diagonal
        for rounds in range(min(width + height, _ROUNDS) + 1):
            if best[0] == width + height or not self.account.pay(2 * rounds + 1):
                break
            history.append(reached.copy())
            low = -rounds + 2 * max(0, rounds - height)
            high = rounds - 2 * max(0, rounds - width)
            for k in range(low, high + 1, 2):
                x = begins = _step(reached, rounds, k)[0]
                while x < width and 0 <= x - k < height and a[first + x] == b[start + x - k]:
                    x += 1
                self.account.left -= x - begins
                reached[k] = x
                if x <= width and 0 <= x - k <= height:
                    best = max(best, (2 * x - k, rounds, k))
        total, rounds, k = best
        x = (total + k) // 2
        self._walk_back(history[: rounds + 1], k, x, first, start)
        return first + x, start + x - k

    def _walk_back(
        self, history: list[dict[int, int]], k: int, x: int, first: int, start: int
    ) -> None:
        for rounds in range(len(history) - 1, -1, -1):
            begins, source = _step(history[rounds], rounds, k)
            self.found += [(first + i, start + i - k) for i in range(begins, x)]
            x = begins if source > k else begins - 1
            k = source


def _step(reached: dict[int, int], rounds: int, k: int) -> tuple[int, int]:
    """Where diagonal `k` is entered in this round, and from which diagonal."""
    below, above = reached.get(k - 1, -1), reached.get(k + 1, -1)
    if k == -rounds or (k != rounds and below < above):
        return above, k + 1
    return below + 1, k - 1


def _longest_increasing(pairs: list[Pair]) -> list[Pair]:
    """The longest run of pairs, already in the order of the first, that grows in the second too."""
    ends: list[int] = []  # the smallest end of a run of each length
    holders: list[int] = []
    previous: list[int] = []
    for place, (_, value) in enumerate(pairs):
        length = bisect_left(ends, value)
        previous.append(holders[length - 1] if length else -1)
        if length == len(ends):
            ends.append(value)
            holders.append(place)
        else:
            ends[length], holders[length] = value, place
    run = []
    place = holders[-1] if holders else -1
    while place >= 0:
        run.append(pairs[place])
        place = previous[place]
    return run[::-1]
