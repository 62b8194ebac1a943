namespace SeqGan.Eval.Translation;

/// <summary>sacreBLEU's signatures: <c>nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.x</c>, with our version behind.</summary>
internal static class TranslationSignature
{
    public static string Of(IReadOnlyList<IReadOnlyList<string>> references, bool lowercase, params IReadOnlyList<string> fields) =>
        ScoreSignature.Of([$"nrefs:{ScoreSignature.Counts(references)}", lowercase ? "case:lc" : "case:mixed", .. fields, "version:2.x"]);
}
