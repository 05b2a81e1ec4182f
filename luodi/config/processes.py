"""Keeps a few child processes running side by side until a signal or the end of an essential one."""

import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

TICK = 0.2  # seconds between two looks at the children
GRACE = 15  # seconds that a child has to end by itself
LONGEST_REST = 30  # seconds before a child that keeps dying is started once more


@dataclass
class Child:
    """One process. An essential one ends the whole family when it ends; another is started again."""

    name: str
    command: Sequence[str]
    essential: bool = True
    process: subprocess.Popen[bytes] | None = None
    start_at: float = 0.0
    deaths: int = 0
    started: float = field(default=0.0, repr=False)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the parent only, which then stops each child once.
        self.process = subprocess.Popen(self.command, start_new_session=True)
        self.started = time.monotonic()

    def tend(self, say: Callable[[str], None]) -> int | None:
        """Starts it when its time has come. Returns the exit code that ends the family, else None."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_at:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        if self.essential:
            return code
        self.deaths = 1 if now - self.started > 10 * LONGEST_REST else self.deaths + 1
        rest = min(2 ** (self.deaths - 1), LONGEST_REST)
        say(f"{self.name} ended with {code}; started again in {rest} s")
        self.process, self.start_at = None, now + rest
        return None

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def end(self, until: float) -> None:
        """Waits until that moment of the monotonic clock, then kills."""
        if not self.process:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Family:
    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children, self.say = children, say
        self.asked_to_stop = False

    def run(self) -> int:
        """Returns 0 after a signal, else the exit code of the essential child that ended."""
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            return self._watch_over()
        finally:
            for child in self.children:
                child.stop()
            until = time.monotonic() + GRACE
            for child in self.children:
                child.end(until)
            for number, handler in before.items():
                signal.signal(number, handler)

    def _watch_over(self) -> int:
        while not self.asked_to_stop:
            for child in self.children:
                if (code := child.tend(self.say)) is not None:
                    self.say(f"{child.name} ended with {code}")
                    return code or 1
            time.sleep(TICK)
        return 0

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_stop = True
