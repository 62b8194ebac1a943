namespace SeqGan.Eval;

/// <summary>
/// What BLEU does with n-grams that match too seldom (Chen and Cherry, WMT 2014). Names, numbers and quirks are those of nltk
/// 3.8's SmoothingFunction. For a corpus, nltk hands methods 5, 6 and 7 the last hypothesis, so that there the score depends on
/// which line is last; so it does here.
/// </summary>
public enum BleuSmoothing
{
    /// <summary>A precision of 0 becomes the smallest normal double, so that the score is 0 for any practical purpose.</summary>
    Method0,

    /// <summary>A numerator of 0 becomes <see cref="BleuOptions.Epsilon"/>; the convention of the text-GAN papers.</summary>
    Method1,

    /// <summary>From 2-grams on, 1 is added to numerator and denominator (Lin and Och, 2004).</summary>
    Method2,

    /// <summary>The k-th precision of 0 gets the numerator 1 / 2^k (NIST).</summary>
    Method3,

    /// <summary>
    /// The k-th precision of 0 gets the numerator ln(length) / (2^k <see cref="BleuOptions.K"/>). A hypothesis of one token has no
    /// such length: its precisions of 0 are left out of the mean.
    /// </summary>
    Method4,

    /// <summary>
    /// Each precision becomes the mean of the smoothed one below it, itself and the one above it, which for the highest order is
    /// that of 5-grams whatever the order. Scores can be above 1.
    /// </summary>
    Method5,

    /// <summary>
    /// From 3-grams on, a precision is interpolated with the square of the one below it over the one below that, which weighs
    /// <see cref="BleuOptions.Alpha"/> n-grams. Needs an order of 3; where no 3-gram matches nltk raises an error, and the score is 0 here.
    /// </summary>
    Method6,

    /// <summary>Method4, then Method5.</summary>
    Method7,
}
