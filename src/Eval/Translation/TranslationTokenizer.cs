namespace SeqGan.Eval.Translation;

/// <summary>What splits lines for <see cref="SacreBleu"/>; the names are sacreBLEU's.</summary>
public enum TranslationTokenizer
{
    /// <summary><c>13a</c>: the rules of NIST's mteval-v13a, for Western languages.</summary>
    V13a,

    /// <summary><c>zh</c>: Chinese characters and signs stand alone, the rest follows the rules of 13a.</summary>
    Zh,

    /// <summary><c>char</c>: every character but blanks.</summary>
    Char,

    /// <summary><c>none</c>: what stands between blanks.</summary>
    None,
}
