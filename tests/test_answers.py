"""One claim as it is shown."""

from explainer.view import answers
from tests import factory as f


def test_a_claim_of_which_only_the_end_is_known_is_dated_by_it() -> None:
    index = f.index(f.program(f.claim("status", "open", to="2025-02")))
    ((span,),) = index.spans[index.catalogue.programs[0].id].values()
    shown = answers.answer_view(index, span)
    assert (shown.since, shown.datetime) == ("until February 2025", "2025-02")
