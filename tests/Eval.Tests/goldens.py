"""Prints goldens.json: BLEU values from nltk itself. Run: /usr/bin/python3 goldens.py > goldens.json"""
import json, platform, random, warnings
import nltk
from nltk.translate.bleu_score import (
    SmoothingFunction, closest_ref_length, corpus_bleu, modified_precision, sentence_bleu)

warnings.simplefilter("ignore")

SENTENCES = [
    ("plain", ["the small cat sleeps on the warm red sofa", "a cat is sleeping on the old sofa today"], "a small cat sleeps on the red sofa"),
    ("repeated tokens", ["the dog saw the other dog", "the the dog"], "the the the the dog dog the"),
    ("repeated bigrams", ["row row row your boat", "row your boat row your boat"], "row your boat row your boat row row row row"),
    ("one reference", ["we met near the old mill by the river"], "we met by the old mill near the river"),
    ("no 3-gram matches", ["rain falls on green hills", "green rain on hills falls"], "hills green falls on rain"),
    ("no common token", ["one two three four"], "five six seven eight"),
    ("identical", ["birds sing in the early morning light"], "birds sing in the early morning light"),
    ("identical, one token", ["yes"], "yes"),
    ("shorter than n", ["go home now please", "stay home"], "go home"),
    ("one token", ["go home now please", "stay home"], "home"),
    ("empty hypothesis", ["go home"], ""),
    ("an empty reference", ["", "go home now"], "go home tonight my friend"),
    ("only empty references", ["", ""], "go home"),
    ("closest length tie, shorter first", ["a b c d", "a b c d e f"], "a b c d e"),
    ("closest length tie, longer first", ["a b x d e f g h", "a b c d"], "a b c d e f"),
    ("long brevity penalty", ["a b c d e f g h i j k l m n o p q r s t"], "a b c d e"),
    ("case matters", ["The Cat sat", "the cat Sat"], "the Cat Sat"),
    ("ids", ["12 7 7 4999 0 31 7", "0 0 12 7 31 5"], "12 7 7 7 0 0 31 7"),
    ("characters", ["春 水 满 池 塘 鱼 儿 戏 日 光", "秋 风 起 池 塘 落 叶 满 空 山"], "春 风 满 池 塘 鱼 戏 满 空 山"),
    ("repeated characters", ["青 青 河 边 草 青 青 园 中 竹"], "青 青 青 山 草 青 青 河 边 竹"),
    ("beyond the basic plane", ["\U00020000 \U0001F600 a \U0001F600", "é é"], "\U0001F600 a \U0001F600 é \U00020000"),
]


METHODS = [f"Method{i}" for i in range(8)]
WEIGHTS = [[1.0], [0.5, 0.5], [0.25] * 4, [1.0 / 7] * 7, [0.333, 0.333, 0.334], [0.1, 0.3, 0.5, 0.1], [0.0, 1.0]]


def case(name, references, hypothesis):
    references, hypothesis = [r.split() for r in references], hypothesis.split()
    result = {"name": name, "references": references, "hypothesis": hypothesis,
              "closest": closest_ref_length(references, len(hypothesis)), "precisions": [], "scores": []}
    for n in range(1, 8):
        p = modified_precision(references, hypothesis, n)
        result["precisions"].append([p.numerator, p.denominator])
    for method, parameter in [(m, None) for m in METHODS] + [("Method1", 0.025), ("Method4", 2.5), ("Method6", 1.5), ("Method7", 0.5)]:
        smooth = smoothing(method, parameter)
        for weights in WEIGHTS:
            if method != "Method6" or len(weights) > 2:  # refused there
                value = or_none(lambda: sentence_bleu(references, hypothesis, tuple(weights), smooth))
                result["scores"].append({"weights": weights, "smoothing": method, "parameter": parameter, "value": value})
    return result


def smoothing(method, parameter=None):
    name = {"Method1": "epsilon", "Method6": "alpha"}.get(method, "k")
    return getattr(SmoothingFunction(**({} if parameter is None else {name: parameter})), method.lower())


def or_none(score):
    """None where nltk raises an error: method6 without a matching 3-gram."""
    try:
        return score()
    except AssertionError:
        return None


def mean(scores):
    """Of lines; 0 for one without a score."""
    scores = [or_none(score) or 0.0 for score in scores]
    return sum(scores) / len(scores)


def corpus(seed):
    rng = random.Random(seed)
    words = [chr(ord("a") + i) for i in range(4 + 3 * seed)]
    line = lambda low: [rng.choice(words) for _ in range(rng.randint(low, 12))]
    references = [[line(1) for _ in range(rng.randint(1, 4))] for _ in range(12)]
    hypotheses = [line(0) for _ in range(12)]
    pool = [r for rs in references for r in rs]
    result = {"seed": seed, "references": references, "hypotheses": hypotheses, "scores": []}
    for method in METHODS:
        smooth = smoothing(method)
        for n in range(3 if method == "Method6" else 1, 8):
            w = (1.0 / n,) * n
            result["scores"].append({
                "order": n, "smoothing": method,
                "corpus": or_none(lambda: corpus_bleu(references, hypotheses, w, smooth)),
                "pooledCorpus": or_none(lambda: corpus_bleu([pool] * len(hypotheses), hypotheses, w, smooth)),
                "pooled": mean([lambda h=h: sentence_bleu(pool, h, w, smooth) for h in hypotheses]),
                "others": mean([lambda i=i: sentence_bleu(pool[:i] + pool[i + 1:], pool[i], w, smooth) for i in range(len(pool))])})
    return result


print(json.dumps({
    "versions": f"nltk {nltk.__version__}, python {platform.python_version()}",
    "sentences": [case(*s) for s in SENTENCES],
    "corpora": [corpus(seed) for seed in range(4)],
}, ensure_ascii=False))
