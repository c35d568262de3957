"""Who discussed which people, organisations and sums of money, from any folder of chat logs."""

__version__ = "0.1.0"
