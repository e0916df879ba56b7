"""Promise 14: a build needs no network, no secret and no right to write outside of its output, as a fork's has none."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.reliability.commands import BIKES, ROOT, TODAY_EPOCH, command, planted
from tests.reliability.sites import Files, files

# In a namespace without a network, where every mount but the first argument is read-only, as nobody: the rest.
# Nobody may read all that root may, for the sources of a test may lie in a home that is closed to others.
ALONE = """
out=$1; shift
mount --make-rprivate / && mount --bind "$out" "$out" || exit 99
for place in $(cut -d ' ' -f 5 /proc/self/mountinfo | sort -u); do
    [ "$place" = "$out" ] || mount -o remount,bind,ro "$place" 2>/dev/null
done
touch / 2>/dev/null && exit 98
ip link 2>/dev/null | grep -q 'state UP' && exit 97
exec setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs \
    --inh-caps=-all,+dac_read_search --ambient-caps=+dac_read_search "$@"
"""
NETWORK = re.compile(r"AF_(?:INET6?|PACKET|VSOCK|BLUETOOTH)")  # AF_UNIX stays on the machine: libc asks who the user is


@dataclass(frozen=True, slots=True)
class Fork:
    """What came of a build in such a place."""

    status: int
    said: str
    network: tuple[str, ...]  # every call that asks for one
    site: Files


def built_alone(folder: Path, root: Path = ROOT) -> Fork:
    if os.geteuid() or not (strace := shutil.which("strace")):
        pytest.skip("needs root, who can give up every right, and strace: apt-get install strace")
    folder.mkdir()
    folder.chmod(0o777)
    given = ("env", "-i", f"PATH={os.defpath}", f"SOURCE_DATE_EPOCH={TODAY_EPOCH}", f"TMPDIR={folder}")
    watched = (strace, "-f", "-qq", "-e", "trace=%network", "-o", str(folder / "calls"))
    called = (*given, *watched, *command("build", "--content", BIKES, "--out", folder / "site", root=root))
    done = subprocess.run(
        ["unshare", "--mount", "--net", "--ipc", "sh", "-c", ALONE, "sh", folder, *called],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "unshare" in done.stderr:
        pytest.skip(f"needs a namespace of its own: {done.stderr.strip()}")
    calls = (folder / "calls").read_text().splitlines() if (folder / "calls").exists() else []
    site = files(folder / "site") if (folder / "site").exists() else {}
    return Fork(done.returncode, done.stdout + done.stderr, tuple(c for c in calls if NETWORK.search(c)), site)


@pytest.mark.slow
@pytest.mark.promise(14)
def test_a_build_runs_as_nobody_without_network_on_a_read_only_tree(
    bikes: Path, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    fork = built_alone(tmp_path / "out")
    assert (fork.status, fork.network) == (0, ()), fork.said
    assert fork.site == files(bikes)
    figure("as nobody, without network, secret or environment, every disk read-only but the output: the same site")


FAULTS = {
    "a question to the network": ("__import__('urllib.request').request.urlopen('http://192.0.2.1/')", "AF_INET"),
    "a question that nobody hears of": ("__import__('socket').socket().connect_ex(('127.0.0.1', 9))", "AF_INET"),
    "a file beside the program": ("(ROOT / 'kept').write_text('x')", "Read-only file system"),
    "a file of the home": ("Path.home().joinpath('.kept').write_text('x')", "/nonexistent/.kept"),
    "a secret": ("os.environ['TOKEN']", "KeyError: 'TOKEN'"),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, tmp_path: Path) -> None:
    code, expected = FAULTS[fault]
    wrapped = f"\n_build = build\n\ndef build(call):\n    {code}\n    return _build(call)\n"
    root = planted(tmp_path / "root", "cli.py", wrapped)
    fork = built_alone(tmp_path / "out", root)
    assert expected in "\n".join((fork.said, *fork.network))
    assert fork.status != 0 or fork.network != ()
