"""Pictures: one pure function per chart, and the browser that draws them."""

from bot.charts.chart import Chart, ChartProblem

__all__ = ["Chart", "ChartProblem"]
