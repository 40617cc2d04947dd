package window

// The colours of the pixels.

import (
	"image"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"innlab/app/session"
	"innlab/scenes"
	"innlab/widgets"
)

// ends are the values at the ends of the bar of colours.
func (c *imageCard) ends(u *scenes.Setup) (lo, hi float64) {
	a := u.X[0]
	if c.shows.Chosen == showSpread { // the prior's own width is 0.9 of the range where it is even
		return 0, 0.9 * (a.Max - a.Min)
	}
	return a.Min, a.Max
}

// cells is the picture, a cell for each pixel.
func (c *imageCard) cells(f *frame, m *session.Map) *image.RGBA {
	if c.shows.Chosen == showBands {
		return bandCells(f.snap.Plan.Setup, m.Image)
	}
	lo, hi := c.ends(f.snap.Plan.Setup)
	return widgets.Cells(m.Image.W, m.Image.H, func(x, y int) color.NRGBA {
		i := y*m.Image.W + x
		v := m.Mid[i]
		if c.shows.Chosen == showSpread {
			v = m.High[i] - m.Low[i]
		}
		if math.IsNaN(v) {
			return f.theme.Sunk
		}
		return widgets.Cividis((v - lo) / (hi - lo))
	})
}

// shownBands are the three numbers of y that are shown as red, green and blue: a long, a middle and a short wave.
func shownBands(u *scenes.Setup) [3]int {
	n := u.Problem.DimY
	return [3]int{max(n-2, 0), n / 2, 0}
}

// bandWords says which.
func (c *imageCard) bandWords(u *scenes.Setup) string {
	if u.Wavelengths == nil {
		return ""
	}
	var nm []string
	for _, k := range shownBands(u) {
		nm = append(nm, strconv.Itoa(int(u.Wavelengths[k])))
	}
	return strings.Join(nm, ", ") + " nm as RGB"
}

// bandCells shows three bands, each stretched from its 2 % to its 98 % point. More y is darker.
func bandCells(u *scenes.Setup, m *scenes.Image) *image.RGBA {
	d, bands := u.Problem.DimY, shownBands(u)
	var lo, hi [3]float64
	for i, k := range bands {
		v := column(m.Y, d, k)
		slices.Sort(v)
		lo[i], hi[i] = v[len(v)/50], v[len(v)-1-len(v)/50]
	}
	return widgets.Cells(m.W, m.H, func(x, y int) color.NRGBA {
		var level [3]uint8
		for i, k := range bands {
			share := (hi[i] - m.Y[(y*m.W+x)*d+k]) / (hi[i] - lo[i])
			level[i] = uint8(255 * min(max(share, 0), 1))
		}
		return color.NRGBA{R: level[0], G: level[1], B: level[2], A: 255}
	})
}

// symbolOf is an axis's symbol in plain letters, with digits set low: "sO₂".
func symbolOf(a scenes.Axis) string {
	if a.Symbol == "" {
		return a.Name
	}
	return a.Symbol + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '₀'
		}
		return r
	}, a.Index)
}
