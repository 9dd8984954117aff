"""Reed-Solomon codes of Ethernet links: sizes and the time a codeword takes to fill."""

from __future__ import annotations

from dataclasses import dataclass

from explainers.base.parameters import constant


@dataclass(frozen=True, slots=True)
class ReedSolomonCode:
    """RS(n, k) over m-bit symbols; corrects t = (n - k) / 2 symbols.

    n, k : codeword and data length [symbols]; symbol_bits : m [bit]
    """

    name: str
    codeword_symbols: int
    data_symbols: int
    symbol_bits: int

    @property
    def codeword_bits(self) -> int:
        """Length of a codeword. [bit]

        Source: n x m.
        """
        return self.codeword_symbols * self.symbol_bits


_SYMBOL_BITS = constant(10, unit="bit", source="kp4-codeword")
KP4 = ReedSolomonCode(
    "RS(544,514)",
    constant(544, unit="symbol", source="kp4-codeword"),
    constant(514, unit="symbol", source="kp4-codeword"),
    _SYMBOL_BITS,
)
KR4 = ReedSolomonCode(
    "RS(528,514)",
    constant(528, unit="symbol", source="kr4-codeword"),
    constant(514, unit="symbol", source="kr4-codeword"),
    _SYMBOL_BITS,
)
# 64b/66b blocks are packed four at a time into 257 bits before the code adds its parity
_TRANSCODED_BITS = constant(257, unit="bit", source="kp4-line-rate-ratio")
_PAYLOAD_BITS = constant(256, unit="bit", source="kp4-line-rate-ratio")


def line_rate_bps(payload_rate_bps: float, code: ReedSolomonCode) -> float:
    """Rate on the wire after transcoding and parity.

    Parameters
    ----------
    payload_rate_bps : float or array (n,)    Rate the MAC sees. [bit/s]
    code : ReedSolomonCode                    The code of the link. [object]

    Returns
    -------
    float or array (n,)                       Rate with 257/256 and n/k overhead. [bit/s]

    Source: kp4-line-rate-ratio, kr4-lane-rate.
    >>> line_rate_bps(100e9, KP4)
    106250000000.0
    >>> line_rate_bps(25e9, KR4)
    25781250000.0
    """
    transcoded = payload_rate_bps * _TRANSCODED_BITS / _PAYLOAD_BITS
    return transcoded * code.codeword_symbols / code.data_symbols


def codeword_fill_time_s(payload_rate_bps: float, code: ReedSolomonCode, interleaved_codewords: int) -> float:
    """How long the receiver waits until the last bit of the interleaved codewords is in.

    A decoder cannot begin before its codeword is complete, so every bit pays this once per link, whatever its
    place in the codeword: an early bit waits for the rest, a late bit waits in the output queue behind it.

    Parameters
    ----------
    payload_rate_bps : float or array (n,)    Rate of the whole port that the MAC sees. [bit/s]
    code : ReedSolomonCode                    The code of the link. [object]
    interleaved_codewords : int               Codewords sent together, symbol by symbol. [1]

    Returns
    -------
    float or array (n,)                       Fill time. [s]

    Source: fec-fill-800g (4 x 5440 bit times).
    >>> round(codeword_fill_time_s(100e9, KP4, 1) * 1e9, 9)
    51.2
    >>> round(codeword_fill_time_s(800e9, KP4, 4) * 1e9, 9)
    25.6
    """
    return interleaved_codewords * code.codeword_bits / line_rate_bps(payload_rate_bps, code)


# ports up to these rates interleave one and two codewords, faster ones four
_ONE_CODEWORD_UP_TO_BPS = constant(100e9, unit="bit/s", source="assumption:fec-interleave")
_TWO_CODEWORDS_UP_TO_BPS = constant(400e9, unit="bit/s", source="assumption:fec-interleave")
_MOST_CODEWORDS = constant(4, unit="1", source="fec-fill-800g")
_FASTEST_NRZ_LANE_BPS = constant(25e9, unit="bit/s", source="kr4-lane-rate")


def interleaved_codewords(port_rate_bps: float) -> int:
    """Codewords that a port sends together, symbol by symbol, against bursts of errors.

    Parameters
    ----------
    port_rate_bps : float    Rate of the whole port that the MAC sees. [bit/s]

    Returns
    -------
    int                      1, 2 or 4. [1]

    Source: assumption:fec-interleave, fec-interleave-two, fec-fill-800g.
    >>> [interleaved_codewords(rate) for rate in (100e9, 400e9, 800e9)]
    [1, 2, 4]
    """
    if port_rate_bps <= _ONE_CODEWORD_UP_TO_BPS:
        return 1
    return 2 if port_rate_bps <= _TWO_CODEWORDS_UP_TO_BPS else _MOST_CODEWORDS


def code_of_lane(lane_rate_bps: float) -> ReedSolomonCode:
    """The end-to-end code that Ethernet uses at a lane rate: KR4 on two-level lanes, KP4 on PAM4 lanes.

    Parameters
    ----------
    lane_rate_bps : float    Nominal rate of one lane. [bit/s]

    Returns
    -------
    ReedSolomonCode          [object]

    Source: kr4-lane-rate, kr4-codeword, kp4-codeword.
    >>> code_of_lane(25e9).name, code_of_lane(100e9).name
    ('RS(528,514)', 'RS(544,514)')
    """
    return KR4 if lane_rate_bps <= _FASTEST_NRZ_LANE_BPS else KP4
