"""What stands before and after the cable: the chip's pads, its package and a stretch of circuit board.

The classes and numbers are those of the draft of the 200 Gb/s generation; explainers.models.links.host_class takes
them to other rates. Loss of circuit board is that at room temperature.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import FEMTO, GIGA, NANO
from explainers.models.links.twoport import (
    Matrix,
    cascade,
    insertion_loss_db,
    line,
    series_inductance,
    shunt_capacitance,
)


@dataclass(frozen=True, slots=True)
class Trace:
    """Loss and delay of a trace per millimetre: gamma = g0 + a1 (1 + j) sqrt f + a2 (1 - j 2/pi ln f) f + j 2 pi tau f.

    g0 [1/mm], a1 [1/mm/sqrt(GHz)], a2 [1/mm/GHz], tau [ns/mm]; f in GHz
    """

    g0: float
    a1: float
    a2: float
    tau: float


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of trace. impedance_ohm : differential [ohm]; length_mm [mm]"""

    trace: Trace
    impedance_ohm: float
    length_mm: float


@dataclass(frozen=True, slots=True)
class Host:
    """A class of host: the package's sections, then the board's."""

    name: str
    package: tuple[Section, ...]
    board: Section


_PACKAGE_A = Trace(
    constant(5e-4, unit="1/mm", source="com-dj-device"), constant(8.9e-4, unit="1/mm", source="com-dj-device"),
    constant(2.0e-4, unit="1/mm", source="com-dj-device"), constant(6.141e-3, unit="ns/mm", source="com-dj-device"),
)  # fmt: skip
_PACKAGE_B = Trace(
    constant(5e-4, unit="1/mm", source="com-dj-device"), constant(6.5e-4, unit="1/mm", source="com-dj-device"),
    constant(2.93e-4, unit="1/mm", source="com-dj-device"), constant(6.141e-3, unit="ns/mm", source="com-dj-device"),
)  # fmt: skip
_BOARD = Trace(
    0.0, constant(5.95e-4, unit="1/mm", source="com-dj-device"),
    constant(2.6e-5, unit="1/mm", source="com-dj-device"), constant(5.79e-3, unit="ns/mm", source="com-dj-device"),
)  # fmt: skip


def _package_a(length_mm: float) -> tuple[Section, ...]:
    return (
        Section(_PACKAGE_A, constant(87.5, unit="ohm", source="com-dj-device"), length_mm),
        Section(
            _PACKAGE_A, constant(92.5, unit="ohm", source="com-dj-device"),
            constant(1.8, unit="mm", source="com-dj-device"),
        ),
    )  # fmt: skip


def _package_b(length_mm: float) -> tuple[Section, ...]:
    return (
        Section(_PACKAGE_B, constant(87.5, unit="ohm", source="com-dj-device"), length_mm),
        Section(_PACKAGE_B, constant(95.0, unit="ohm", source="com-dj-device"), 2.0),
        Section(
            _PACKAGE_B, constant(100.0, unit="ohm", source="com-dj-device"),
            constant(1.3, unit="mm", source="com-dj-device"),
        ),
        Section(
            _PACKAGE_B, constant(78.0, unit="ohm", source="com-dj-device"),
            constant(1.5, unit="mm", source="com-dj-device"),
        ),
    )  # fmt: skip


def _board(length_mm: float) -> Section:
    return Section(_BOARD, constant(92.5, unit="ohm", source="com-dj-device"), length_mm)


HOSTS = {
    "HL": Host(
        "HL", _package_a(constant(8.0, unit="mm", source="com-dj-host-classes")),
        _board(constant(22.0, unit="mm", source="com-dj-host-classes")),
    ),
    "HN": Host(
        "HN", _package_b(constant(15.0, unit="mm", source="com-dj-host-classes")),
        _board(constant(83.0, unit="mm", source="com-dj-host-classes")),
    ),
    "HH": Host(
        "HH", _package_b(constant(45.0, unit="mm", source="com-dj-host-classes")),
        _board(constant(74.0, unit="mm", source="com-dj-host-classes")),
    ),
}  # fmt: skip

_PADS_F = (
    FEMTO * constant(40.0, unit="fF", source="com-dj-device"),
    FEMTO * constant(90.0, unit="fF", source="com-dj-device"),
    FEMTO * constant(110.0, unit="fF", source="com-dj-device"),
)  # fmt: skip
_COILS_H = (
    NANO * constant(0.13, unit="nH", source="com-dj-device"), NANO * constant(0.15, unit="nH", source="com-dj-device"),
    NANO * constant(0.14, unit="nH", source="com-dj-device"),
)  # fmt: skip
_BUMP_F = FEMTO * constant(30.0, unit="fF", source="com-dj-device")
_BALL_F = FEMTO * constant(40.0, unit="fF", source="com-dj-device")


def trace_constant_per_mm(trace: Trace, frequency_hz: Numbers) -> np.ndarray:
    """Complex propagation constant of a trace.

    Parameters
    ----------
    trace : Trace                [see its fields]
    frequency_hz : array (n,)    Frequency, above 0. [Hz]

    Returns
    -------
    complex array (n,)           [1/mm]

    Source: com-dj-device.
    """
    f_ghz = frequency_hz / GIGA
    skin = trace.a1 * (1 + 1j) * np.sqrt(f_ghz)
    insulation = trace.a2 * (1 - 1j * (2 / np.pi) * np.log(f_ghz)) * f_ghz
    constants: np.ndarray = trace.g0 + skin + insulation + 2j * np.pi * trace.tau * f_ghz
    return constants


def pads(frequency_hz: Numbers, pad_scale: float) -> Matrix:
    """Capacitors and coils of the chip's pads and bumps.

    Parameters
    ----------
    frequency_hz : array (n,)    Frequency. [Hz]
    pad_scale : float            Size of all of them, against those of 200 Gb/s. [1]

    Returns
    -------
    complex array (2, 2, n)      ABCD matrix of one wire. [1, ohm, 1/ohm, 1]

    Source: com-dj-device.
    """
    parts = []
    for pad_f, coil_h in zip(_PADS_F, _COILS_H, strict=True):
        parts += [
            shunt_capacitance(frequency_hz, pad_scale * pad_f),
            series_inductance(frequency_hz, pad_scale * coil_h),
        ]
    return cascade([*parts, shunt_capacitance(frequency_hz, pad_scale * _BUMP_F)])


def _section(section: Section, frequency_hz: Numbers) -> Matrix:
    electrical = trace_constant_per_mm(section.trace, frequency_hz) * section.length_mm
    return line(electrical, section.impedance_ohm / 2)


def device(frequency_hz: Numbers, host: Host, pad_scale: float = 1.0) -> Matrix:
    """From the chip's pads to the cable's connector, as the transmitter sees it.

    Parameters
    ----------
    frequency_hz : array (n,)    Frequency, above 0. [Hz]
    host : Host                  Class of host. [object]
    pad_scale : float            Size of all capacitors and coils of the pads, against those of 200 Gb/s. [1]

    Returns
    -------
    complex array (2, 2, n)      ABCD matrix of one wire. [1, ohm, 1/ohm, 1]

    Source: com-dj-device, com-dj-host-classes.
    """
    parts = [pads(frequency_hz, pad_scale)]
    parts += [_section(section, frequency_hz) for section in host.package]
    parts.append(shunt_capacitance(frequency_hz, pad_scale * _BALL_F))
    return cascade([*parts, _section(host.board, frequency_hz)])


def package_loss_db(frequency_hz: Numbers, host: Host) -> Numbers:
    """Matched loss of a package's traces, one end.

    Parameters
    ----------
    frequency_hz : array (n,)    Frequency. [Hz]
    host : Host                  Class of host. [object]

    Returns
    -------
    array (n,)                   [dB]

    Source: com-dj-device, com-dj-host-classes.
    """
    losses: Numbers = np.sum([_matched_db(section, frequency_hz) for section in host.package], axis=0)
    return losses


def board_loss_db(frequency_hz: Numbers, host: Host) -> Numbers:
    """Matched loss of a host's circuit board, one end.

    Parameters
    ----------
    frequency_hz : array (n,)    Frequency. [Hz]
    host : Host                  Class of host. [object]

    Returns
    -------
    array (n,)                   [dB]

    Source: com-dj-device, com-dj-host-classes.
    """
    return _matched_db(host.board, frequency_hz)


def _matched_db(section: Section, frequency_hz: Numbers) -> Numbers:
    return insertion_loss_db(_section(section, frequency_hz), section.impedance_ohm / 2)
