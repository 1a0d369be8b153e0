"""The name of a topic, as somebody types it behind a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.problems.guessing import nearest
from sitegen.problems.whole import MOST_NAMED

if TYPE_CHECKING:
    from sitegen.model.catalog import Catalog


def topic_id(name: str, catalog: Catalog | None) -> str:
    """The id of the topic that the name means; raises Refused."""
    topics = catalog.topics if catalog else {}
    wanted = name.casefold()
    for topic in topics.values():
        if wanted in (topic.id, topic.title.casefold(), *(ref.name.casefold() for ref in topic.synonyms)):
            return topic.id
    near = nearest(name, topics)
    hint = f"Did you mean:  --topic {near}" if near else "There are: " + ", ".join([*topics][:MOST_NAMED])
    raise Refused(f"There is no topic “{name}”.", hint if topics else "Make it first:  sitegen new topic")
