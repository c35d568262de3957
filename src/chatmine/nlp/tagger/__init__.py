"""The tagger of names: from the words of a message to PERSON and ORG, with a score each."""
