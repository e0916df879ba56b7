"""Templates compiled in fewer steps print what Jinja's own compiler would have them print."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateAssertionError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from explainer.write.compiled import Compiled, Compiler, load, prepare
from explainer.write.compiled import environment as compiled_environment


@dataclass(frozen=True, slots=True)
class Tram:
    name: str
    stops: tuple[str, ...] = ()


TRAM = Tram("O'Hara & <Søn>", ("東", "<b>"))


def environment(compiler: type[CodeGenerator] = Compiler) -> Environment:
    made = Environment(autoescape=True, undefined=StrictUndefined)
    made.code_generator_class = compiler
    return made


def printed(template: str, compiler: type[CodeGenerator] = Compiler) -> str:
    values = {"tram": TRAM, "markup": Markup("<i>so</i>"), "none": None, "link": lambda to: f'../{to}"'}
    return environment(compiler).from_string(template).render(values)


@pytest.mark.parametrize(
    "template",
    [
        "{{ tram.name }} {{ markup }} {{ none }} {{ 3 }} {{ 2.5 }} {{ true }} {{ tram.stops }}",
        "{{ tram.name.upper() }} {{ link(tram.name) }} {{ tram.name ~ markup }} {{ tram.stops[1] }}",
        "{% for stop in tram.stops if stop != '東' %}{{ loop.index }} {{ stop }}{% else %}none{% endfor %}",
        "{{ tram.stops | join(', ') }} {{ tram.stops | length }} {{ tram.name | e | forceescape }}",
        "{% macro of(one, two='<', three=none) %}{{ one }}{{ two }}{{ three }}{% endmacro %}"
        "{{ of(tram.name) }} {{ of(markup, tram.name) }} {{ of(of(1), of(2), of(3)) }} {{ of('<') ~ '<' }}",
        "{% set name = tram.name %}{% block one %}{{ tram.name }}{% endblock %}{{ name if markup else '' }}",
        "{% set whole %}<p>{{ tram.name }}</p>{% endset %}{{ whole }}",
    ],
)
def test_it_is_what_jinja_prints(template: str) -> None:
    assert printed(template) == printed(template, CodeGenerator)


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{{ tram.nmae }}", AttributeError),
        ("{% if tram.nmae %}{% endif %}", AttributeError),
        ("{{ trma }}", UndefinedError),
        ("{{ trma.name }}", UndefinedError),
        ("{{ trma() }}", UndefinedError),
        ("{% macro of(one) %}{{ one }}{% endmacro %}{{ of() }}", UndefinedError),
        ("{% macro of(one) %}{{ one }}{% endmacro %}{{ of(1, 2) }}", TypeError),
        ("{% macro of(one) %}{{ one }}{% endmacro %}{{ of(one=1) }}", TemplateAssertionError),
        ("{% macro of(one) %}{{ caller() }}{% endmacro %}{% call of(1) %}{% endcall %}", TemplateAssertionError),
    ],
)
def test_what_is_not_there_or_not_understood_is_an_error(template: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        printed(template)


def test_templates_that_another_compiler_has_kept_are_made_anew(tmp_path: Path) -> None:
    (tmp_path / "tram.html").write_text("{{ 1 + 1 }}")

    def first(compilers: str) -> str:
        made = environment()
        made.loader, made.bytecode_cache = FileSystemLoader(tmp_path), Compiled(tmp_path / "kept")
        made.bytecode_cache.compilers = compilers or made.bytecode_cache.compilers
        return made.get_template("tram.html").render()

    assert first("") == first("") == "2"
    [kept] = (tmp_path / "kept").iterdir()
    ours = kept.read_bytes()
    assert first("others") == "2"
    assert kept.read_bytes() != ours


def test_templates_are_compiled_beforehand_and_a_wrong_one_is_left_to_be_told(tmp_path: Path) -> None:
    templates, kept = tmp_path / "templates", tmp_path / "kept"
    templates.mkdir()
    for name, text in {"tram.html": "{{ tram.name }}", "stop.html": "stop", ".#tram.html": "hidden"}.items():
        (templates / name).write_text(text)
    prepare(templates, kept)
    assert len(list(kept.iterdir())) == 2
    (templates / "stop.html").write_text("{% if %}")
    prepare(templates, kept)
    with pytest.raises(TemplateSyntaxError):
        load(compiled_environment(templates, kept))
