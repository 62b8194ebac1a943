global using SeqGan.Tokenization;
global using static System.FormattableString;
