namespace SeqGan.Text;

/// <summary>How a network reads a sequence.</summary>
public enum NetworkKind
{
    /// <summary>Token after token: an LSTM.</summary>
    Rnn,

    /// <summary>Windows of tokens: convolutions.</summary>
    Cnn,
}
