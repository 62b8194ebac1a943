"""Prints Translation/goldens.json: scores from sacreBLEU itself (pip install sacrebleu). Run: python3 goldens.py > goldens.json"""
import itertools, json, platform, random
import sacrebleu
from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.metrics.bleu import _get_tokenizer

TOKENIZERS = ["13a", "zh", "char", "none"]
LINES = [
    "The ferry leaves at 7.30, doesn't it? It's 3,500 kr. (one way) - or 1-2 days' wait.",
    'She said: "no-one & nothing" &quot;waits&quot; &amp;lt; x<skipped>y &lt;b&gt;',
    "A.B.C., ... and.so on.5 5. .5 5,a a,5 10-20 -3 3- x-y [1] {2} ~ ^ `q` a/b\\c_d|e #1 $2 %3 *4 +5 =6 ;7 @8",
    "今天天气很好,我们去公园吧。价格是3.5元!", "Mixed 中文 and English，标点“引号”—破折号…℃→α", "全角ＡＢＣ１２３ 半ｶﾅ 한국어 ひらがな カタカナ",
    "\U00020000\U0001F600 emoji \U0001F1F3\U0001F1F4 e\u0301 \u00e9 na\u00efve \u2603 \u2708", "  blanks\t here\u00a0and\u3000there \u2003now\x1fand then  ", "", " ",
]
CORPORA = [
    (["The cat sat on the mat.", "It was raining, hard."], [["A cat sat on the mat.", "The cat was sitting on a mat."], ["It rained hard.", "It was raining heavily, they said."]]),
    (["He paid 3,500 kr. for it - twice!", "nothing in common"], [["He paid 3,500 kr. for this, twice!"], ["Ingen likhet her."]]),
    (["one two"], [["one two three"]]), (["a b c d e"], [["a b c d e"]]), (["red blue"], [["blue red"]]), ([""], [["not empty"]]), (["empty", ""], [[""], [""]]),
    (["x y z", "x"], [["x z y"], ["y", "x", "x x"]]),
    (["我们明天去公园散步。", "他说“好的”。"], [["我们明天要去公园走走。", "明天我们去散步。"], ["他说：“好”。", "她说好的。"]]),
    (["(Hello) World! re-use, e.g. \u201cthis\u201d", "A \u00c9tude In \u00dcber"], [["(hello) world! reuse, e.g. \u201cthat\u201d"], ["a \u00e9tude in \u00fcber"]]),
    (["\U00020000\U0001F600 abc", "e\u0301 def."], [["\U00020000\U0001F601 abd"], ["\u00e9 def."]]),
]


BLEUS = [("13a", smooth, value, False, 4) for smooth, value in [("exp", None), ("floor", None), ("floor", 0.25), ("add-k", None), ("add-k", 0.5), ("none", None)]]
BLEUS += [(tokenizer, "exp", None, False, 4) for tokenizer in TOKENIZERS[1:]] + [("13a", "exp", None, True, 4), ("none", "exp", None, False, 2)]


def random_corpus(seed):
    rng = random.Random(seed)
    words = ["sun", "rain", "sunny", "rainy,", "the", "The", "day.", "night!", "a-b", "1,000", "3.5", "(so", "it)", "云", "雨"][:5 + 2 * seed]
    line = lambda low: " ".join(rng.choice(words) for _ in range(rng.randint(low, 10)))
    return [line(0) for _ in range(6)], [[line(1) for _ in range(rng.randint(1, 3))] for _ in range(6)]


def scores(hypotheses, references):
    # Streams of references, with None where a line has no more.
    streams = list(map(list, itertools.zip_longest(*references)))
    result = {"hypotheses": hypotheses, "references": references, "bleu": [], "chrf": []}
    for tokenizer, smooth, value, lower, order in BLEUS:
        metric = BLEU(tokenize=tokenizer, smooth_method=smooth, smooth_value=value, lowercase=lower, max_ngram_order=order)
        score = metric.corpus_score(hypotheses, streams).score
        result["bleu"].append({"tokenizer": tokenizer, "smoothing": smooth, "value": value, "lowercase": lower, "order": order, "score": score, "signature": str(metric.get_signature())})
    for words, lower, beta in [(0, False, 2), (1, False, 2), (2, False, 2), (2, True, 2), (0, False, 3)]:
        metric = CHRF(word_order=words, lowercase=lower, beta=beta)
        score = metric.corpus_score(hypotheses, streams)
        result["chrf"].append({"words": words, "lowercase": lower, "beta": beta, "name": score.name, "score": score.score, "signature": str(metric.get_signature())})
    return result


print(json.dumps({
    "versions": f"sacrebleu {sacrebleu.__version__}, python {platform.python_version()}",
    "tokens": [{"line": line, "tokenizer": name, "expected": _get_tokenizer(name)()(line.rstrip()).split()} for line in LINES for name in TOKENIZERS],
    "corpora": [scores(*corpus) for corpus in CORPORA + [random_corpus(seed) for seed in range(5)]],
}, ensure_ascii=False))
