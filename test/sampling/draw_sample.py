"""Draws a sample (docs/sampling.md) a second time, by another program in another language.

python3 draw_sample.py < input.json   prints what a frame, a design and a seed give, as JSON. Needs Python's standard
library alone. The input: {"seed", "method", "size", "least"?, "reserves", "frame": ["<case> <stratum>", ...]}; the frame's
lines in any order.
"""
import hashlib, hmac, json, sys

def sha(data): return hashlib.sha256(data).digest()

def tree_head(leaves):
    if not leaves: return sha(b'')
    if len(leaves) == 1: return leaves[0]
    split = 1
    while split * 2 < len(leaves): split *= 2
    return sha(b'\x01' + tree_head(leaves[:split]) + tree_head(leaves[split:]))

def root(lines):
    ordered = sorted(lines, key=lambda line: line.split(' ')[0].encode())
    return tree_head([sha(b'\x00' + line.encode()) for line in ordered]).hex()

def equal(counts, size):
    if len(counts) > size: return None
    takes = dict.fromkeys(counts, 0)
    while size:
        for stratum in counts:
            if size and takes[stratum] < counts[stratum]:
                takes[stratum] += 1
                size -= 1
    return takes

def proportional(counts, size, least):
    floor = {stratum: min(least, count) for stratum, count in counts.items()}
    if sum(floor.values()) > size: return None
    takes, rest = {}, dict(counts)
    while True:
        total = sum(rest.values())
        low = [s for s in rest if size * rest[s] < floor[s] * total]
        if not low: break
        for stratum in low:
            takes[stratum] = floor[stratum]
            size -= floor[stratum]
            del rest[stratum]
    shares = {s: divmod(size * rest[s], total) for s in rest}
    over = size - sum(whole for whole, _ in shares.values())
    largest = sorted(rest, key=lambda s: (-shares[s][1], s.encode()))[:over]
    return {**takes, **{s: shares[s][0] + (s in largest) for s in rest}}

def allocate(counts, method, size, least):
    if size >= sum(counts.values()): return dict(counts)
    return equal(counts, size) if method == 'STRATIFIED_EQUAL' else proportional(counts, size, least)

def draw(asked):
    cases = [line.split(' ') for line in asked['frame']]
    strata = sorted({stratum for _, stratum in cases}, key=str.encode)
    counts = {stratum: sum(1 for _, each in cases if each == stratum) for stratum in strata}
    takes = allocate(counts, asked['method'], asked['size'], asked.get('least', 0))
    number = lambda case: hmac.new(asked['seed'].encode(), case.encode(), hashlib.sha256).digest()
    selected, reserves = [], []
    for stratum in strata:
        ranked = sorted((case for case, each in cases if each == stratum), key=number)
        take = takes[stratum]
        selected += ranked[:take]
        reserves += ranked[take:take + asked['reserves']]
    return {
        'commitment': sha(asked['seed'].encode()).hex(), 'root': root(asked['frame']),
        'strata': [{'stratum': s, 'count': counts[s], 'take': takes[s]} for s in strata],
        'selected': selected, 'reserves': reserves,
    }

if __name__ == '__main__':
    json.dump(draw(json.load(sys.stdin)), sys.stdout, indent=2)
    print()
