using SeqGan.Data;
using SeqGan.Tokenization;

namespace SeqGan.Text.Filters;

/// <summary>
/// Keeps the generated lines that obey every rule, in their order, and counts what each rule refused. It holds 128 bits of each
/// line that it kept (with <see cref="CandidateFilterOptions.Unique"/>), and no line.
/// </summary>
public sealed class CandidateFilter
{
    readonly TextCodec _codec;
    readonly Func<IReadOnlyList<int[]>, double[]>? _verdicts;
    readonly FilterRule[] _cheap;
    readonly FilterRule[] _rules;
    readonly HashSet<LineHash> _kept = [];
    readonly bool _unique;
    long _drawn, _passed;

    /// <param name="options">The rules.</param>
    /// <param name="codec">Turns ids into lines.</param>
    /// <param name="training">The training lines, in the codec's ids; needed by <see cref="CandidateFilterOptions.Novel"/> and <see cref="CandidateFilterOptions.MaxSpan"/>.</param>
    /// <param name="verdicts">The probability that each sequence (ids without end token) is real; needed by <see cref="CandidateFilterOptions.MinVerdict"/>.</param>
    /// <exception cref="InvalidInputException">An option is not usable.</exception>
    /// <exception cref="ArgumentNullException">What a rule needs is not given.</exception>
    public CandidateFilter(CandidateFilterOptions options, TextCodec codec, SequenceStore? training = null, Func<IReadOnlyList<int[]>, double[]>? verdicts = null)
    {
        options.Validate();
        if (options.NeedsTraining) ArgumentNullException.ThrowIfNull(training);
        if (options.NeedsVerdicts) ArgumentNullException.ThrowIfNull(verdicts);
        if (options.Form is not null && codec.Tokenizer is null)
            throw new InvalidInputException("form is for text, and these sequences are ids; use min-length and max-length");
        (_codec, _unique, _verdicts) = (codec, options.Unique, options.NeedsVerdicts ? verdicts : null);
        _cheap = [.. Cheap(options, training)];
        _rules = options.MinVerdict is { } least ? [.. _cheap, new("min-verdict", line => line.Verdict >= least)] : _cheap;
    }

    /// <summary>Lines that go to the discriminator together.</summary>
    internal int Chunk { get; init; } = 256;

    /// <summary>What became of the lines drawn so far: those behind the last one that was handed out do not count yet.</summary>
    public FilterReport Report
    {
        get
        {
            var refused = new OrderedDictionary<string, long>();
            foreach (var rule in _rules) refused.Add(rule.Name, rule.Refused);
            return new FilterReport(_drawn, _passed, refused);
        }
    }

    /// <summary>The lines that pass, lazily. Filtering more lines goes on with the same memory and the same counts.</summary>
    /// <param name="drawn">Generated ids, without end tokens.</param>
    /// <exception cref="InvalidInputException">A line takes the pattern of <see cref="CandidateFilterOptions.Match"/> too long.</exception>
    public IEnumerable<Candidate> Filter(IEnumerable<int[]> drawn)
    {
        foreach (var line in Judged(drawn.Select(ids => new Candidate(ids, _codec.Decode(ids)))))
        {
            _drawn++;
            if (_rules.FirstOrDefault(rule => !rule.Accepts(line)) is { } refusing)
            {
                refusing.Refused++;
                continue;
            }
            _passed++;
            if (_unique) _kept.Add(line.Hash);
            yield return line;
        }
    }

    // The discriminator is dear: it sees no line that another rule refuses.
    IEnumerable<Candidate> Judged(IEnumerable<Candidate> lines)
    {
        if (_verdicts is null) return lines;
        return lines.Chunk(Chunk).SelectMany(chunk =>
        {
            var open = Array.FindAll(chunk, line => Array.TrueForAll(_cheap, rule => rule.Accepts(line)));
            var verdicts = open.Length == 0 ? [] : _verdicts(Array.ConvertAll(open, line => line.Tokens));
            for (var i = 0; i < open.Length; i++) open[i].Verdict = verdicts[i];
            return chunk;
        });
    }

    // The order is that of the work they make.
    IEnumerable<FilterRule> Cheap(CandidateFilterOptions options, SequenceStore? training)
    {
        if (options.MinLength is { } least) yield return new("min-length", line => line.Tokens.Length >= least);
        if (options.MaxLength is { } most) yield return new("max-length", line => line.Tokens.Length <= most);
        if (options.Form is { } verse)
        {
            var form = VerseForm.Parse(verse);
            yield return new("form", line => form.Accepts(line.Text));
        }
        if (options.Match is { } match)
        {
            var pattern = new LinePattern(match);
            yield return new("match", line => pattern.Accepts(line.Text));
        }
        if (options.Unique) yield return new("unique", line => !_kept.Contains(line.Hash));
        if (options.Novel)
        {
            HashSet<LineHash> known = [.. Enumerable.Range(0, training!.Count).Select(line => LineHash.Of(_codec.Decode(training.WithoutEnd(line))))];
            yield return new("novel", line => !known.Contains(line.Hash));
        }
        if (options.MaxSpan is { } span)
        {
            var shared = new SharedSpans(training!, Math.Min(span, training!.MaxLength) + 1);
            yield return new("max-span", line => !shared.AnyIn(line.Tokens));
        }
    }
}
