"""Files as scripts see them: Scripting.FileSystemObject and the text streams, over the rules of PathMap."""
