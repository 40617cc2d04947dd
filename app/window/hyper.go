package window

// The row "Network and optimiser": a summary of what is being trained, and the door to everything that can be set.

import (
	"strconv"
	"strings"

	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/app/session"
	"innlab/inn"
	"innlab/widgets"
	"innlab/widgets/control"
)

type hyper struct{ open tap }

func (c *hyper) layout(gtx layout.Context, f *frame, r rect) {
	if c.open.update(gtx) {
		f.openSettings()
	}
	f.card(gtx, r)
	if c.open.hovered() {
		round(gtx, rect{1, 1, r.w - 2, r.h - 2}, 7, f.theme.Sunk)
	}
	f.icon(gtx, control.IconSettings, 22, r.h/2, 20, f.theme.Text2)
	column := &f.snap.Plan.Columns[0]
	title := "Network and optimiser"
	if !f.learns() {
		title = "Simulations and acceptance"
	}
	f.say(gtx, 40, 17, fromLeft, title, control.Strong, f.theme.Text)
	f.cut(gtx, rect{40, 19, r.w - 40 - 34, 18}, widgets.Words(summary(column, f.class == small)), control.Tick, f.theme.Text2)
	f.icon(gtx, control.IconRight, r.w-18, r.h/2, 20, f.theme.Text2)
	c.open.layout(gtx, f, rect{0, 0, r.w, r.h}, semantic.Button, "Network and optimiser", sayHyper, false)
}

// summary is a configuration in a line, as far as the method uses it.
func summary(column *session.Column, short bool) string {
	c, k, rate := &column.Config, column.Kind(), column.Live.Rate
	if !k.Learns() {
		return accepted(c) + " · " + widgets.Count(c.Batch) + " a step"
	}
	hidden := make([]string, len(c.Hidden))
	for i, h := range c.Hidden {
		hidden[i] = widgets.Count(h)
	}
	// Two hidden layers of the same width are written "2·64".
	width := strings.Join(hidden, "·")
	if n := len(c.Hidden); n > 1 && allSame(c.Hidden) {
		width = strconv.Itoa(n) + "·" + hidden[0]
	}
	if k.Knob("blocks") != nil {
		blocks := " blocks × "
		if short {
			blocks = " × "
		}
		width = strconv.Itoa(c.Blocks) + blocks + width
	}
	if short {
		return width + " · " + rateWords(rate) + " · " + widgets.Count(c.Batch)
	}
	return width + " · Adam " + rateWords(rate) + " · batch " + widgets.Count(c.Batch)
}

// accepted says which simulations a rejection keeps.
func accepted(c *inn.Config) string {
	switch c.Accept {
	case inn.AcceptNearest:
		return "nearest " + widgets.Count(c.Nearest)
	case inn.AcceptQuantile:
		return "nearest " + share(c.Quantile)
	}
	return "within " + widgets.Value(c.Tolerance)
}

func allSame(v []int) bool {
	for _, x := range v {
		if x != v[0] {
			return false
		}
	}
	return true
}

// rateWords writes a learning rate: "1e−3".
func rateWords(v float64) string {
	s := strconv.FormatFloat(v, 'e', -1, 64)
	m, e, _ := strings.Cut(s, "e")
	n, err := strconv.Atoi(e)
	if err != nil {
		return widgets.Value(v)
	}
	if n >= -1 && n < 3 {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	if len(m) > 4 {
		m = strconv.FormatFloat(v/pow10(n), 'f', 2, 64)
	}
	return m + "e" + strings.ReplaceAll(strconv.Itoa(n), "-", "\u2212")
}

func pow10(n int) float64 {
	v, _ := strconv.ParseFloat("1e"+strconv.Itoa(n), 64)
	return v
}
