package window

// The card of the colour that is asked for: the plane of a* and b* at a lightness with what paints reach, or a curve of
// reflectance whose points are dragged.

import (
	"image"
	"image/color"
	"math"
	"slices"
	"strings"

	"gioui.org/io/key"
	"gioui.org/layout"
	"github.com/lucasb-eyer/go-colorful"

	"innlab/scenes"
	"innlab/scenes/paint"
	"innlab/widgets"
	"innlab/widgets/control"
)

// colourCard is the card.
type colourCard struct {
	widgets.Picture
	down    bool
	last    [2]float64 // where the pointer was, while a curve is dragged
	picture colourPicture
	light   control.Slider
	hex     control.Field
	shown   string // what stands in the field unless somebody types
	wish    colourWish

	outline    [][2]float64 // what four paints reach at the lightness reached
	reached    float64
	outlining  bool
	hasOutline bool
}

// colourReach is the range of a* and b*, colourCells the cells of the plane along a side.
const (
	colourReach = 80
	colourCells = 80
)

// dropStep is how far an arrow key moves the target, in units of a* and b*.
const dropStep = 1

func (c *colourCard) update(gtx layout.Context, f *frame) bool {
	c.Drag = widgets.Pull
	c.picture.update(gtx, f)
	plane := f.snap.Plan.Setup.Picker == scenes.Colour
	if plane {
		c.Keys(key.NameLeftArrow, key.NameRightArrow, key.NameUpArrow, key.NameDownArrow, key.NameHome)
	} else {
		c.Keys(key.NameHome)
	}
	for _, e := range c.Update(gtx) {
		switch e.Kind {
		case widgets.Press, widgets.Pulled, widgets.Release:
			if e.Kind == widgets.Press {
				c.last = [2]float64{e.X, e.Y}
			}
			c.down = e.Kind != widgets.Release
			if plane && c.picture.img != nil {
				c.wish.ask(f, c.picture.pick(e.X, e.Y), true)
			} else {
				c.drop(f, e.X, e.Y)
			}
		case widgets.KeyPress:
			n := float64(dropStep)
			if e.Modifiers.Contain(key.ModShift) {
				n *= 10
			}
			switch e.Key {
			case key.NameLeftArrow:
				c.drop(f, f.choice.y[1]-n, f.choice.y[2])
			case key.NameRightArrow:
				c.drop(f, f.choice.y[1]+n, f.choice.y[2])
			case key.NameUpArrow:
				c.drop(f, f.choice.y[1], f.choice.y[2]+n)
			case key.NameDownArrow:
				c.drop(f, f.choice.y[1], f.choice.y[2]-n)
			case key.NameHome:
				f.choice.y = slices.Clone(f.snap.Plan.Setup.Start)
			}
		}
	}
	if !plane {
		return c.down
	}
	c.light.Scale = control.Scale{Min: 0, Max: 100, Default: f.snap.Plan.Setup.Start[0], Step: 1}
	c.light.Value = f.choice.y[0]
	if c.light.Update(gtx) {
		lab := c.wish.of(f.choice.y)
		lab[0] = c.light.Value
		c.wish.ask(f, lab, false)
	}
	if _, entered := c.hex.Update(gtx); entered {
		if lab, ok := parseColour(c.hex.Text()); ok {
			c.wish.ask(f, lab, true)
		} else {
			f.toast.Show("A colour is written as #A57054 or as three numbers L*, a*, b*.", "")
		}
		c.shown = ""
	}
	c.follow(f)
	return c.down || c.light.Dragging()
}

// drop puts the target to a place: the nearest to a* and b* that paints have, or the reflectance of the band nearest to a
// wavelength.
func (c *colourCard) drop(f *frame, x, y float64) {
	if f.snap.Plan.Setup.Picker == scenes.Colour {
		tenth := func(v float64) float64 { return min(max(math.Round(10*v)/10, -colourReach), colourReach) }
		c.wish.ask(f, [3]float64{f.choice.y[0], tenth(x), tenth(y)}, false)
		return
	}
	to := slices.Clone(f.choice.y)
	band := func(nm float64) int { return min(max(int(math.Round((nm-paint.First)/paint.Step)), 0), len(to)-1) }
	from, end := band(c.last[0]), band(x)
	for i := min(from, end); i <= max(from, end); i++ { // a quick pointer passes bands by
		v := y
		if i != end {
			v += (c.last[1] - y) * float64(end-i) / float64(end-from)
		}
		to[i] = min(max(math.Round(1000*v)/1000, 0), 1)
	}
	c.last = [2]float64{x, y}
	f.choice.y = to
}

// parseColour reads a colour as it is typed.
func parseColour(text string) (lab [3]float64, ok bool) {
	text = strings.TrimSpace(text)
	if hex, is := strings.CutPrefix(text, "#"); is {
		c, err := colorful.Hex("#" + strings.ToLower(hex))
		if err != nil {
			return lab, false
		}
		r, g, b := c.RGB255()
		lab = paint.Lab(color.NRGBA{R: r, G: g, B: b, A: 255})
	} else {
		words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == ';' })
		if len(words) != 3 {
			return lab, false
		}
		for i, w := range words {
			v, err := control.ParseNumber(w)
			if err != nil {
				return lab, false
			}
			lab[i] = v
		}
	}
	for i := range lab {
		lab[i] = math.Round(10*lab[i]) / 10
	}
	return lab, lab[0] >= 0 && lab[0] <= 100 && math.Abs(lab[1]) <= 130 && math.Abs(lab[2]) <= 130
}

// follow has the outline of what paints reach worked out beside the frames, for the lightness as it is now.
func (c *colourCard) follow(f *frame) {
	at := math.Round(f.choice.y[0])
	if c.outlining || c.hasOutline && c.reached == at {
		return
	}
	c.outlining = true
	f.beside(func() func(w *Window) {
		line := paint.Outline(at)
		return func(*Window) { c.outline, c.reached, c.hasOutline, c.outlining = line, at, true, false }
	})
}

// colourKey names everything that the plot depends on.
type colourKey struct {
	setup   *scenes.Setup
	light   float64
	curve   *float64
	outline *[2]float64
	picture *image.RGBA
	dark    bool
}

func (c *colourCard) layout(gtx layout.Context, f *frame, r rect) {
	u := f.snap.Plan.Setup
	plane := u.Picker == scenes.Colour
	f.card(gtx, r)
	title, aside := "Target colour", "CIELAB, D65, 2°"
	if !plane {
		title, aside = "Target spectrum", "drag points"
	}
	f.title(gtx, "y", f.theme.Ly, widgets.Words(title))
	end := r.w - cardPad
	if plane {
		c.picture.layout(gtx, f, r.w)
		end -= headerSlot
	}
	if f.class != small {
		f.say(gtx, end, titleLine, fromRight, aside, control.Small, f.theme.Text2)
	}
	foot := float32(96)
	if plane {
		foot += 34
	}
	side := min(r.w-46-cardPad, r.h-cardContent-24-foot)
	if side < 30 {
		return
	}
	w := side
	if !plane {
		w = r.w - 46 - cardPad
	}
	p := rect{2, cardContent - 4, 44 + w + 8, side + 44}
	k := colourKey{setup: u, dark: f.dark, light: math.Round(f.choice.y[0])}
	if c.hasOutline && len(c.outline) > 0 {
		k.outline = &c.outline[0]
	}
	if !plane {
		k.curve, k.light = &f.choice.y[0], 0
	}
	doc := sayColour
	if plane && c.picture.img != nil {
		k, doc = colourKey{setup: u, dark: f.dark, picture: c.picture.img}, sayPicked
	}
	f.named(gtx, p, "target", doc, func(gtx layout.Context) {
		c.Layout(gtx, k, func() widgets.Plot {
			in := widgets.Rect{X0: 44, Y0: 6, X1: float64(44 + w), Y1: float64(6 + side)}
			switch {
			case k.picture != nil:
				return c.picture.plot(f, in)
			case plane:
				return c.plane(f, in)
			}
			return c.curve(f, in)
		})
		if plane {
			c.mark(gtx, f)
		}
	})
	y := p.bottom()
	if plane { // its axes name themselves beside the ticks
		y -= 12
		f.slider(gtx, rect{cardPad, y, r.w - 2*cardPad, 30}, widgets.Words("L*"), "L", sayLight, 26, 44, &c.light)
		y += 34
	}
	c.numbers(gtx, f, rect{cardPad, y, r.w - 2*cardPad, r.h - y - 10}, plane)
}

// numbers are the swatch and what it is in numbers.
func (c *colourCard) numbers(gtx layout.Context, f *frame, r rect, plane bool) {
	lab := targetOf(f)
	shown, inside := paint.SRGB(lab)
	s := rect{r.x, r.y + 4, min(84, r.w*0.38), min(74, r.h-8)}
	round(gtx, s, 6, shown)
	x := s.right() + 14
	for i, name := range []string{"L*", "a*", "b*"} {
		y := s.y + 13 + 18*float32(i)
		f.say(gtx, x, y, fromLeft, name, control.Small, f.theme.Text2)
		f.say(gtx, x+66, y, fromRight, widgets.Fixed(lab[i], 1), control.Strong, f.theme.Text)
	}
	words, _ := colorful.MakeColor(shown)
	hex := strings.ToUpper(words.Hex())
	if !inside {
		hex += " nearest"
	}
	if !plane {
		f.say(gtx, x, s.y+70, fromLeft, hex, control.Small, f.theme.Text2)
		return
	}
	if c.shown != hex && !c.hex.Focused(gtx) {
		c.shown = hex
		c.hex.Set(hex)
	}
	f.within(gtx, rect{x - 4, s.y + 54, r.right() - x + 4, 26}, control.FieldStyle{State: &c.hex, Name: "Colour", Doc: sayHex, Height: 26})
}

// plane is a* and b* at the lightness: what a screen can show, and what paints reach.
func (c *colourCard) plane(f *frame, in widgets.Rect) widgets.Plot {
	l := math.Round(f.choice.y[0])
	at := func(i int) float64 { return colourReach * (2*(float64(i)+0.5)/colourCells - 1) }
	img := widgets.Cells(colourCells, colourCells, func(x, y int) color.NRGBA {
		if shown, inside := paint.SRGB([3]float64{l, at(x), -at(y)}); inside {
			return shown
		}
		return f.theme.Sunk
	})
	span := widgets.Rect{X0: -colourReach, X1: colourReach, Y0: -colourReach, Y1: colourReach}
	plot := widgets.Plot{Frame: widgets.Frame{
		Theme: f.theme, Inner: in, Background: f.theme.Sunk, Border: f.theme.Line,
		X: widgets.Axis{Label: widgets.Words("a*"), Min: -colourReach, Max: colourReach, AtEnd: true},
		Y: widgets.Axis{Label: widgets.Words("b*"), Min: -colourReach, Max: colourReach},
	}}
	plot.Marks = append(plot.Marks, widgets.Heat{Img: img, Range: span, Smooth: true})
	if len(c.outline) > 0 {
		plot.Marks = append(plot.Marks, widgets.Paths{List: [][][2]float64{c.outline}, Pen: widgets.Pen{Color: f.theme.Raise, Width: 1.5, Dash: []float64{4, 3}}})
	}
	return plot
}

// curve is the reflectance that is asked for.
func (c *colourCard) curve(f *frame, in widgets.Rect) widgets.Plot {
	u := f.snap.Plan.Setup
	plot := widgets.Plot{Frame: reflectFrame(f, u)}
	plot.Frame.Inner = in
	points := make([]float64, 0, 2*len(f.choice.y))
	for i, v := range f.choice.y {
		points = append(points, u.Wavelengths[i], v)
	}
	plot.Marks = append(plot.Marks,
		widgets.Lines{X: u.Wavelengths, Y: f.choice.y, Pen: widgets.Pen{Color: f.theme.Accent, Width: 1.5}},
		widgets.Scatter{Cloud: widgets.Pairs(points), R: 3.5, Alpha: 1, Color: f.theme.Accent})
	return plot
}

// mark is the ring of the target, readable on any colour.
func (c *colourCard) mark(gtx layout.Context, f *frame) {
	x, y, ok := c.At(f.choice.y[1], f.choice.y[2])
	if p := &c.picture; p.img != nil {
		x, y, ok = c.At(float64(p.at.X)+0.5, float64(p.img.Bounds().Dy()-p.at.Y)-0.5)
		ok = ok && p.picked
	}
	if !ok {
		return
	}
	k := gtx.Metric.PxPerDp
	b := rect{x/k - 9, y/k - 9, 18, 18}
	frameOf(gtx, b.inset(-1), 10, 4, f.theme.Shadow)
	frameOf(gtx, b, 9, 2, f.theme.Raise)
}
