import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.errors import FeedError
from desktop_app.hub.process import SimulatorProcess
from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.folder import write_map_folder
from desktop_app.roadnet.map_data import ImportReport, SourceMap
from tests.hub.feed_clients import connected, greet, hear_until
from tests.hub.towns import node_at, town

CHECKOUT = Path(__file__).resolve().parents[2]

PARENT = """
import sys
from pathlib import Path
from desktop_app.hub.process import SimulatorProcess

simulator = SimulatorProcess(Path(sys.argv[1]), seed=1, speed=20.0)
print(simulator.address, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def map_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("maps") / "town"
    report = ImportReport(0, 0, 0, 0, {}, {}, 0.0, "")
    write_map_folder(folder, SourceMap(town(0.005), Backdrop.empty(), report))
    return folder


def test_process_serves_the_demo_and_stops(map_folder: Path) -> None:
    route = tuple(node_at(column, 3) for column in range(12))
    simulator = SimulatorProcess(map_folder, seed=1, speed=4.0, demo_routes=(route,))
    try:
        with connected(simulator.address) as client:
            greet(client)
            texts = ""
            while "collided" not in texts:
                texts = str(hear_until(client, "delta")[-1])
            simulator.stop()
            for _ in client:
                pass
            assert client.close_code == 1001
    finally:
        simulator.stop()


def test_process_says_why_it_cannot_begin(tmp_path: Path) -> None:
    simulator = SimulatorProcess(tmp_path / "nowhere", seed=1, speed=1.0)
    try:
        with pytest.raises(FeedError, match="nowhere"):
            _ = simulator.address
    finally:
        simulator.stop()


def test_stopped_process_has_no_address(map_folder: Path) -> None:
    simulator = SimulatorProcess(map_folder, seed=1, speed=1.0)
    simulator.stop()
    with pytest.raises(FeedError, match="stopped"):
        _ = simulator.address


def test_process_ends_with_its_parent(map_folder: Path) -> None:
    with subprocess.Popen(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", PARENT, str(map_folder)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        address = parent.stdout.readline().strip()
        try:
            with connected(address) as client:
                greet(client)
                parent.kill()
                for _ in client:
                    pass
                assert client.close_code == 1001
        finally:
            parent.kill()
