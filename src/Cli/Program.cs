Console.WriteLine("seqgan");
