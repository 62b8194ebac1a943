using System.Text;

namespace SeqGan.Tokenization.Tests;

/// <summary>Random texts that hold what breaks tokenizers: accents, joined emoji, rare ideographs, odd blanks, half surrogate pairs.</summary>
static class RandomText
{
    static readonly string[] _pieces =
    [
        "a", "b", "Zebra", "don't", "it’s", "7", "3.14", "'", "’", "\"", "“", "”", "(", ")", "[", "]", ",", ".", "!", "?", "-", "_", "$", "%", "…", "¿",
        "é", "e\u0301", "\u0301", "ñ", "İ", "ß", "и", "ж", "س", "م\u200Cخ", "\u0600", "क्षि", "한", "글", "ก็", "天", "地", "。", "，", "「", "」", "か", "が", "ｱ", "𠀀", "𪜶",
        "😀", "👍🏽", "👩‍👩‍👧‍👦", "🇫🇷", "🇩", "1️⃣", "\u200D", "\uFE0F", "\uFFFD", "\uFEFF", "<pad>", "<unk>", "</s>", "\\", "{", "\u0001",
        " ", " ", " ", " ", "  ", "\t", "\u00A0", "\u3000", "\r\n", "\u2028", "\uD83D", "\uDE00",
    ];

    public static IEnumerable<string> Many(int count, int seed = 20260)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(12); length > 0; length--) text.Append(_pieces[random.Next(_pieces.Length)]);
            yield return text.ToString();
        }
    }
}
