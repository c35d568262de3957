"""Names of several words in actions: `* Anna Smith checks the bank` does not say where the name ends."""

from dataclasses import replace

from chatmine.records import Message

_MOST_WORDS = 5


def whole_name(action: Message, seen: dict[str, str]) -> Message:
    """The action of the longest name that spoke before; `seen` has the names by their casefolded form.

    >>> whole_name(Message("", "Anna", "Smith nods"), {"anna smith": "Anna Smith"}).text
    'nods'
    """
    words = action.text.split(" ")
    for count in range(min(len(words), _MOST_WORDS - 1), 0, -1):
        name = " ".join((action.speaker, *words[:count]))
        if name.casefold() in seen:
            return replace(action, speaker=seen[name.casefold()], text=" ".join(words[count:]))
    return action
