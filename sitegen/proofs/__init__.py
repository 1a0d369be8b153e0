"""A proof: digests as their readers will see them, in one file that somebody gets who has to say yes.

`proof_planning` plans it, of the digests (`proof_digests`) and what would change for readers (`proof_changes`);
`proof_views` is what its template sees.
The others know bytes, nothing of content: they close its page in itself, print it, put it into a mail.
"""
