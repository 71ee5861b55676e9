"""Verifies audit bundles (docs/verification.md) a second time, by another program in another language.

python3 verify_bundle.py <the log's Ed25519 vkey> <policy file or -> <bundle>...   prints an exit code a bundle, as
verify-bundle.js gives it. Needs Python's standard library and the openssl command. Of many bundles most lines are the same:
what a line, a document or a signature comes to by itself is kept.
"""
import base64, hashlib, json, os, re, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache

B64 = r'[A-Za-z0-9+/]+={0,2}'
ORDER = r'manifest (event )+heads checkpoint (stream )*(opening )*(erased )*signature '

class Malformed(Exception): pass

def no(*_): raise Malformed

def sha(*parts): return hashlib.sha256(b''.join(parts)).digest()

def b64(v):
    try:
        data = base64.b64decode(text(v), validate=True)
    except ValueError:
        raise Malformed
    return data if base64.b64encode(data).decode() == v else no()

def text(v): return v if isinstance(v, str) and v != '' and not re.search('[\ud800-\udfff]', v) else no()

def count(v):
    whole = isinstance(v, int) or (isinstance(v, float) and v.is_integer())
    return int(v) if whole and not isinstance(v, bool) and 0 <= v < 2**53 else no()

def hashes(v): return [h if len(h) == 32 else no() for h in map(b64, v if isinstance(v, list) else no())]

def streams(v):
    each = [s if isinstance(s, dict) else no() for s in (v if isinstance(v, list) else no())]
    return {text(s.get('stream')): s.get('whole') for s in each}

def note(v):
    end = text(v).rfind('\n\n')
    if end <= 0 or not v.endswith('\n') or re.search('[\x00-\x09\x0b-\x1f]', v): no()
    signatures = []
    for line in v[end + 2:-1].split('\n'):
        found = re.fullmatch('\u2014 ([!-*,-~]+) (' + B64 + ')', line) or no()
        data = b64(found[2])
        signatures.append((found[1], data[:4].hex(), data[4:] or no()))
    return v[:end + 1], signatures

SHAPES = {
    'manifest': dict(version=lambda v: v == 1 and not isinstance(v, bool) or no(), origin=text, events=count, completeAsOf=count, streams=streams),
    'event': dict(index=count, document=b64, proof=hashes), 'heads': dict(index=count, document=b64, proof=hashes),
    'checkpoint': dict(note=note), 'stream': dict(stream=text, path=hashes), 'opening': dict(index=count, opened=text),
    'erased': {'index': count, 'subject': text, 'class': text}, 'signature': dict(note=note),
}

def deep(raw):
    depth = 0
    for token in re.findall(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', raw):
        if len(token) == 1: depth += 1 if token in '[{' else -1
        if depth > 32: return True
    return False

# Of more digits than any count has a number is read as others read it: as a double.
def number(digits): return int(digits) if len(digits) < 20 else float(digits)

@cache
def line_in(raw):
    said = json.loads(raw, parse_constant=no, parse_int=number) if not deep(raw) else no()
    shape = SHAPES.get(said.get('kind')) if isinstance(said, dict) and isinstance(said.get('kind'), str) else None
    return (said['kind'], {name: read(said.get(name)) for name, read in shape.items()}) if shape else no()

loads = cache(json.loads)

def key(vkey):
    name, ident, material = re.fullmatch(r'([!-*,-~]+)\+([0-9a-f]{8})\+([AB][A-Za-z0-9+/]{43})', vkey).groups()
    material = b64(material)
    assert sha(name.encode(), b'\n', material)[:4].hex() == ident
    return name, ident, material[0], bytes.fromhex('302a300506032b6570032100') + material[1:]

@cache
def holds(message, kind, der, data):
    if kind == 4: message, data = b'cosignature/v1\ntime %d\n' % int.from_bytes(data[:8], 'big') + message, data[8:]
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, n) for n in 'kms']
        for name, content in zip(names, (der, message, data)): open(name, 'wb').write(content)
        run = ['openssl', 'pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', names[0], '-rawin', '-in', names[1], '-sigfile', names[2]]
        return len(data) == 64 and subprocess.run(run, capture_output=True).returncode == 0

def signers(parsed, known):
    message, signatures = parsed
    by = [(k, data) for name, ident, data in signatures for k in known if k[:2] == (name, ident)]
    return {k for k, _ in by} if all(holds(message.encode(), k[2], k[3], data) for k, data in by) else set()

def climb(leaf, index, size, proof):
    if size == 1: return leaf if proof == [] else None
    split = 1 << ((size - 1).bit_length() - 1)
    left = index < split
    below = climb(leaf, index if left else index - split, split if left else size - split, proof[:-1]) if proof else None
    return below and (sha(b'\1', below, proof[-1]) if left else sha(b'\1', proof[-1], below))

def whole(events, path, root):
    if not events or [e['is']['revision'] for e in events] != list(range(len(events))) or len(path) > 256:
        return False
    name = sha(events[-1]['is']['stream'].encode())
    reached = sha(b'\0', name, (len(events) - 1).to_bytes(8, 'big'), events[-1]['leaf'])
    for n, sibling in enumerate(path):
        depth = len(path) - 1 - n
        right = name[depth >> 3] >> (7 - (depth & 7)) & 1
        reached = sha(b'\1', sibling, reached) if right else sha(b'\1', reached, sibling)
    return base64.b64encode(reached).decode() == root

def judge(data, log, witnesses, enough):
    read = map(line_in, data.decode('utf-8')[:-1].split('\n')) if data.endswith(b'\n') else no()
    lines = [(kind, dict(said)) for kind, said in read]
    re.fullmatch(ORDER, ''.join(kind + ' ' for kind, _ in lines)) or no()
    every = lambda kind: [said for of, said in lines if of == kind]
    manifest, origin = every('manifest')[0], every('manifest')[0]['origin']
    logs = [log] if log[0] == origin else []
    before, m = data[:data.rstrip(b'\n').rfind(b'\n') + 1], manifest['completeAsOf']
    seal, point = every('signature')[0]['note'], every('checkpoint')[0]['note']
    if seal[0] != '%s/bundle\n%d\n%s\n' % (origin, len(before), base64.b64encode(sha(before)).decode()) or not signers(seal, logs): return 1
    by = signers(point, logs + list(witnesses.values()))
    head = re.fullmatch(r'(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n', point[0][len(origin) + 1:])
    if log not in by or not head or not point[0].startswith(origin + '\n') or manifest['events'] != len(every('event')): return 1
    size, root = int(head[1]), base64.b64decode(head[2])
    for event in every('event') + every('heads'):
        event['leaf'] = sha(b'\0', event['document'])
        if event['index'] >= size or climb(event['leaf'], event['index'], size, event['proof']) != root: return 1
        event['is'] = loads(event['document'])
    events, heads = every('event'), every('heads')[0]
    order = [e['index'] for e in events]
    if order != sorted(set(order)) or order[-1] >= m or any(e['is']['stream'] not in manifest['streams'] for e in events): return 1
    if (heads['is']['type'], heads['is']['stream'], heads['is']['data'].get('size')) != ('LedgerHeads', 'ledger-heads', m) or heads['index'] < m: return 1
    left = {name for name, is_whole in manifest['streams'].items() if is_whole is True}
    for line in every('stream'):
        if line['stream'] not in left or not whole([e for e in events if e['is']['stream'] == line['stream']], line['path'], heads['is']['data']['root']): return 1
        left.remove(line['stream'])
    parts = {e['index']: e['is'].get('sealed', []) for e in events}
    for line in every('opening'):
        made = base64.urlsafe_b64encode(sha(line['opened'].encode())).decode().rstrip('=')
        if not any(c == made and loads(line['opened'])[1] == p for part in parts.get(line['index'], []) for p, c in part['fields'].items()): return 1
    erased = all(any(p['subject'] == line['subject'] for p in parts.get(line['index'], [])) for line in every('erased'))
    return 1 if left or not erased else 0 if enough({name for name, k in witnesses.items() if k in by}) else 3

def trust(path):
    witnesses, rules, quorum = {}, {'none': lambda by: True}, None
    for kind, *words in filter(None, map(str.split, open(path))):
        if kind == 'witness':
            rules[words[0]] = lambda by, name=words[0]: name in by
            if re.fullmatch(r'[^+]+\+[0-9a-f]{8}\+[AB][A-Za-z0-9+/]{43}', words[1]): witnesses[words[0]] = key(words[1])
        elif kind == 'group':
            of = [rules[name] for name in words[2:]]
            least = {'all': len(of), 'any': 1}.get(words[1]) or int(words[1])
            rules[words[0]] = lambda by, of=of, least=least: sum(rule(by) for rule in of) >= least
        elif kind == 'quorum': quorum = rules[words[0]]
    return witnesses, quorum

def code(path, log, witnesses, quorum):
    try:
        return judge(open(path, 'rb').read(), log, witnesses, quorum)
    except (Malformed, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return 2

vkey, policy, *bundles = sys.argv[1:]
told = ({}, lambda by: True) if policy == '-' else trust(policy)
with ThreadPoolExecutor() as pool: print(*pool.map(lambda bundle: code(bundle, key(vkey), *told), bundles), sep='\n')
