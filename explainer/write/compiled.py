"""Templates as Python, in fewer steps than Jinja takes for templates it knows nothing of; kept for the next time.

Ours are escaped throughout, print frozen records, and call functions that do not ask for Jinja's context. So an
attribute is an attribute, and one that is not there an AttributeError; a call is a call; a macro is a function, whose
arguments are given by position; and plain text is escaped without becoming markup first.
"""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    compiler,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef

from explainer.write.stamps import is_hidden


def environment(templates: Path, kept: Path | None = None) -> Environment:
    """Where `kept` is a folder, what was compiled is kept there for the next time."""
    found = Environment(
        loader=FileSystemLoader(templates),
        auto_reload=False,
        bytecode_cache=Compiled(kept) if kept else None,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.code_generator_class = Compiler
    return found


def kept_in(cache: Path) -> Path:
    """Where what was compiled is kept."""
    return cache / "templates"


def load(environment: Environment) -> None:
    """Has every template ready."""
    for name in environment.list_templates(filter_func=lambda name: not is_hidden(name.rpartition("/")[2])):
        environment.get_template(name)


def prepare(templates: Path, kept: Path) -> None:
    """Compiles them for whoever loads them next. A template that cannot be compiled is told there."""
    with suppress(TemplateError, OSError):
        load(environment(templates, kept))


class Compiler(CodeGenerator):
    """Each method writes shorter what Jinja's of the same name would; what it cannot write fails to be compiled."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        self.writeline("from markupsafe import _escape_inner as escaped")  # what escape() calls; not public
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller:
            self.fail("arguments are given by position", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("(escaped(it) if type(it := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(") is str else it if type(it) is Markup else escaped(str(it)))")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """A macro returns markup itself; Jinja's would have it made by its caller."""
        super().return_buffer_contents(frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("macro")
        self.writeline(f"macro.__defaults__ = (missing,) * {len(macro_ref.node.args)}")  # what defaults are told by


class Compiled(FileSystemBytecodeCache):
    """What is damaged, or comes of other compilers, is made anew; what cannot be written is not kept."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        sources = b"".join(Path(file).read_bytes() for file in (compiler.__file__, __file__))
        self.compilers = sha256(sources).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(self.compilers + source)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
