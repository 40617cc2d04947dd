package own

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"innlab/inn"
	"innlab/scenes"
)

// Card describes a problem without its data: everything that it takes to sample from a model of it and to name the
// columns. A model file keeps it as text. It holds no row of the data but one y, only their moments and ranges,
// and what tells a row that was trained on from others.
type Card struct {
	Kind  string    `json:"kind"` // "data" or "simulator"
	Name  string    `json:"name"` // of the file, or the command
	X     []Field   `json:"x"`
	Y     []Field   `json:"y"`
	Start []float64 `json:"start"` // the y shown first, encoded
	// Intrinsic is the estimated dimension of y (Dimension), and DimZ the width of z that follows from it.
	Intrinsic float64 `json:"intrinsic"`
	DimZ      int     `json:"dimz"`
	Cloud     Cloud   `json:"cloud"`          // where y lies
	Rows      int     `json:"rows"`           // that were used
	Print     string  `json:"print"`          // of the rows: tells whether later ones are the same
	Seen      Seen    `json:"seen,omitempty"` // of the rows that train: they judge no network
	// Of a simulator: how many rows it was asked for, and the seed that drew them.
	Asked int    `json:"asked,omitempty"`
	Seed  uint64 `json:"seed,omitempty"`
}

// Field is a column of a table as the network sees it: a number, or a one-hot over categories.
type Field struct {
	Name       string   `json:"name"`
	Unit       string   `json:"unit,omitempty"`
	Categories []string `json:"categories,omitempty"`
	Whole      bool     `json:"whole,omitempty"` // holds whole numbers
	// Of numbers: the range shown, the least and the largest that occurred, the standard deviation.
	Min    float64 `json:"min"`
	Max    float64 `json:"max"`
	Least  float64 `json:"least"`
	Most   float64 `json:"most"`
	Spread float64 `json:"spread"`
	// Bounds of the prior, nil where it has none or none is known.
	Low  *float64 `json:"low,omitempty"`
	High *float64 `json:"high,omitempty"`
}

// width is how many numbers the field takes.
func (f *Field) width() int { return max(1, len(f.Categories)) }

// names are the columns of the field: its own name, or name=category for each.
func (f *Field) names() []string {
	if f.Categories == nil {
		return []string{f.Name}
	}
	var names []string
	for _, c := range f.Categories {
		names = append(names, f.Name+"="+c)
	}
	return names
}

// width is the sum of the fields'.
func width(fields []Field) int {
	n := 0
	for i := range fields {
		n += fields[i].width()
	}
	return n
}

// labels is the number of classes where y is one column of categories, otherwise 0.
func (c *Card) labels() int {
	if len(c.Y) == 1 {
		return len(c.Y[0].Categories)
	}
	return 0
}

// Text is the card as a model file keeps it.
func (c *Card) Text() string {
	b, err := json.Marshal(c)
	if err != nil {
		panic("own: " + err.Error())
	}
	return string(b)
}

// ReadCard reads the text of a card and checks that its parts fit together.
func ReadCard(text string) (*Card, error) {
	bad := errors.New("the description of its columns is damaged")
	c := new(Card)
	if err := json.Unmarshal([]byte(text), c); err != nil {
		return nil, bad
	}
	numbers := slices.Concat(c.Start, []float64{c.Intrinsic})
	for _, f := range slices.Concat(c.X, c.Y) {
		if f.Name == "" || len(f.Categories) == 1 || f.Categories == nil && !(f.Min < f.Max && f.Least < f.Most && f.Spread > 0) {
			return nil, bad
		}
		numbers = append(numbers, f.Min, f.Max, f.Least, f.Most, f.Spread)
	}
	dimX, dimY := width(c.X), width(c.Y)
	if dimX < 1 || dimY < 1 || len(c.Start) != dimY || c.DimZ < 1 || c.DimZ > dimX || !c.Cloud.fits(c.numeric()) {
		return nil, bad
	}
	if slices.ContainsFunc(numbers, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }) {
		return nil, bad
	}
	return c, nil
}

// numeric lists the numbers of an encoded y that are no part of a one-hot.
func (c *Card) numeric() []int {
	var list []int
	at := 0
	for i := range c.Y {
		if c.Y[i].Categories == nil {
			list = append(list, at)
		}
		at += c.Y[i].width()
	}
	return list
}

// Scene is the problem as a scene with one set-up that has no data: it can be sampled from, not trained.
func (c *Card) Scene() *scenes.Scene {
	p := inn.Problem{DimX: width(c.X), DimY: width(c.Y), Labels: c.labels()}
	p.Box, p.Whole = bounds(c.X), whole(c.X)
	s := scenes.Setup{
		Name: c.Name, Problem: p, Card: c.Text(),
		X: axes(c.X), Y: axes(c.Y), Start: slices.Clone(c.Start),
		Presets: []scenes.Preset{preset(c)},
		Outside: c.Outside,
	}
	if p.Labels > 0 {
		s.Picker = scenes.Labels
	}
	for i := range c.X {
		for range c.X[i].width() {
			s.Spread = append(s.Spread, c.X[i].spread())
		}
	}
	story := "Pairs of x and y from a table: what x could have been for a y is learned from the rows."
	truth := "none known"
	if c.Kind == "simulator" {
		story = "Answers of a simulator of your own: what x could have been for a y is learned from them."
	}
	return &scenes.Scene{
		Name: c.Kind, Title: c.Name, Story: story, Truth: truth,
		Summary: fmt.Sprintf("%d from %d", p.DimX, p.DimY),
		Setups:  []scenes.Setup{s},
	}
}

// preset is the general one for the problem's dimensions, with shorter steps where a value lies far out, as they do in
// tables; where rows are few, with smaller batches, whose gradients are noisier, and a rate that is lower in proportion (Goyal
// et al., Accurate, Large Minibatch SGD, 2017, section 2.1).
func preset(c *Card) scenes.Preset {
	p := scenes.General(width(c.X), width(c.Y), c.DimZ)
	p.Config.ClipNorm = 20
	if c.labels() > 0 {
		p.Config.ShapeY = 2 // as for the labels of the modes
	}
	p.Config.Round = slices.Contains(whole(c.X), true)
	if n := c.Rows / 4; n < p.Config.Batch {
		p.Live.Rate *= float64(max(16, n)) / float64(p.Config.Batch)
		p.Config.Batch = max(16, n)
	}
	return p
}

// spread is the standard deviation of a number; of a one-hot, the largest that one of 0 and 1 can have.
func (f *Field) spread() float64 {
	if f.Categories != nil {
		return 0.5
	}
	return f.Spread
}

// axes are those of all numbers of the fields.
func axes(fields []Field) []scenes.Axis {
	var all []scenes.Axis
	for i := range fields {
		f := &fields[i]
		for _, name := range f.names() {
			a := scenes.Axis{Name: name, Unit: f.Unit, Min: f.Min, Max: f.Max}
			if f.Categories != nil {
				a.Min, a.Max = -0.25, 1.25
			}
			all = append(all, a)
		}
	}
	return all
}

// bounds is the box of x, nil where no side is known.
func bounds(fields []Field) [][2]float64 {
	var box [][2]float64
	known := false
	for i := range fields {
		f := &fields[i]
		b := [2]float64{math.Inf(-1), math.Inf(1)}
		if f.Low != nil {
			b[0], known = *f.Low, true
		}
		if f.High != nil {
			b[1], known = *f.High, true
		}
		for range f.width() {
			box = append(box, b)
		}
	}
	if !known {
		return nil
	}
	return box
}

// whole marks the numbers that are whole, nil where none is.
func whole(fields []Field) []bool {
	var all []bool
	for i := range fields {
		for range fields[i].width() {
			all = append(all, fields[i].Whole || fields[i].Categories != nil)
		}
	}
	if !slices.Contains(all, true) {
		return nil
	}
	return all
}

// columns lists names for a message.
func columns(fields []Field) string {
	var names []string
	for i := range fields {
		names = append(names, fields[i].Name)
	}
	return strings.Join(names, ", ")
}
