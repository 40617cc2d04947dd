package control_test

import (
	"image"
	"image/color"
	"testing"

	"gioui.org/io/key"
	"gioui.org/layout"
	"gioui.org/op/clip"
	"gioui.org/op/paint"

	"innlab/app/window/giotest"
	"innlab/app/window/giotest/golden"
	"innlab/app/window/giotest/screen"
	"innlab/widgets"
	"innlab/widgets/control"
)

var sheetSize = image.Pt(1280, 680)

// sheet shows every control in its states, in four columns.
type sheet struct {
	env      control.Env
	theme    widgets.Theme
	clicks   [64]control.Click
	used     int
	speed    control.Segments
	sections control.Segments
	switches [8]control.Switch
	sliders  [8]control.Slider
	numbers  [4]control.Number
	drops    [4]control.Dropdown
	field    control.Field
	empty    control.Field
	toast    control.Toast
}

func newSheet(dark bool) *sheet {
	s := &sheet{theme: widgets.Light()}
	if dark {
		s.theme = widgets.Dark()
	}
	s.env = control.Env{
		Theme: &s.theme, Shaper: widgets.NewShaper(), Icons: &control.Icons{}, Hints: &control.Hints{},
		Window: sheetSize,
	}
	s.speed.Chosen, s.sections.Chosen = 2, 1
	for i := range s.switches {
		s.switches[i].On = i%2 == 0
	}
	weight := control.Scale{Min: 4, Max: 40000, Default: 400, Log: true}
	for i := range s.sliders {
		s.sliders[i] = control.Slider{Value: []float64{400, 40, 4000, 4}[i%4], Scale: weight}
	}
	s.sliders[3] = control.Slider{Value: 0.06, Scale: control.Scale{Max: 0.2, Step: 0.01}}
	s.field.Set("posterior.png")
	return s
}

// click is the next state of a button.
func (s *sheet) click() *control.Click {
	s.used++
	return &s.clicks[s.used-1]
}

func (s *sheet) layout(gtx layout.Context) {
	s.used = 0
	s.update(gtx)
	paint.FillShape(gtx.Ops, s.theme.BG, clip.Rect{Max: gtx.Constraints.Max}.Op())
	env := s.env
	column := func(x0, y0, x1, y1 int, title, badge string, c color.NRGBA, body func(layout.Context, control.Env)) {
		env.In(gtx, image.Rect(x0, y0, x1, y1), func(gtx layout.Context, env control.Env) {
			control.Card{Title: widgets.Words(title), Badge: badge, Color: c}.Layout(gtx, env, body)
		})
	}
	column(12, 12, 320, 460, "Losses", "x", s.theme.PostText, s.losses)
	column(332, 12, 640, 460, "Buttons", "", s.theme.Lx, s.buttons)
	column(652, 12, 960, 460, "Measurement", "y", s.theme.Ly, s.slots)
	column(972, 12, 1268, 460, "Settings", "", s.theme.Lx, s.settings)
	column(12, 472, 640, 668, "Numbers", "z", s.theme.Lz, s.bars)
	env.In(gtx, image.Rect(652, 472, 1268, 668), s.banners)
	s.env.Hints.Layout(gtx, env)
}

// update drains the events of everything that is not told to act.
func (s *sheet) update(gtx layout.Context) {
	for i := range s.clicks {
		s.clicks[i].Update(gtx)
	}
	for i := range s.switches {
		s.switches[i].Update(gtx)
		s.sliders[i].Update(gtx)
	}
	for i := range s.numbers {
		s.numbers[i].Update(gtx)
		s.drops[i].Update(gtx)
	}
	s.speed.Update(gtx)
	s.sections.Update(gtx)
	s.field.Update(gtx)
	s.empty.Update(gtx)
	s.toast.Update(gtx)
}

// rows lays things out one below the other, each in a box of the given height.
type row struct {
	height int
	draw   func(layout.Context, control.Env)
}

func rows(gtx layout.Context, env control.Env, x0, x1 int, list ...row) {
	y := 2
	for _, r := range list {
		env.In(gtx, image.Rect(x0, y, x1, y+r.height), func(gtx layout.Context, env control.Env) {
			gtx.Constraints.Min = image.Point{}
			r.draw(gtx, env)
		})
		y += r.height
	}
}

// at draws w in a box of a row.
func at(gtx layout.Context, env control.Env, x, y int, w func(layout.Context, control.Env) layout.Dimensions) int {
	r := image.Rect(x, y, gtx.Constraints.Max.X, gtx.Constraints.Max.Y)
	var d layout.Dimensions
	env.In(gtx, r, func(gtx layout.Context, env control.Env) {
		gtx.Constraints.Min = image.Point{}
		d = w(gtx, env)
	})
	return x + d.Size.X
}

func (s *sheet) losses(gtx layout.Context, env control.Env) {
	t := &s.theme
	var list []row
	for i, c := range []color.NRGBA{t.Ly, t.Lz, t.Lx, t.Lr} {
		ink, name := c, widgets.L("L", []string{"y", "z", "x", "r"}[i])
		if !s.switches[i].On {
			ink = t.Axis
		}
		list = append(list, row{46, func(gtx layout.Context, env control.Env) {
			at(gtx, env, 0, 0, control.SwitchStyle{State: &s.switches[i], Color: c, Name: "loss " + name[1].Text, Reach: 20}.Layout)
			at(gtx, env, 42, 0, control.Line{Label: name, Role: control.Title, Color: ink}.Layout)
			at(gtx, env, 49, 14, func(gtx layout.Context, env control.Env) layout.Dimensions {
				return control.SliderStyle{
					State: &s.sliders[i], Color: ink, Name: "weight of loss " + name[1].Text, Number: 51, Tick: i < 3,
					Format: func(v float64) string {
						if i == 3 {
							return widgets.Fixed(v, 2)
						}
						return "× " + widgets.Value(v)
					},
				}.Layout(gtx, env)
			})
		}})
	}
	list = append(list, row{40, func(gtx layout.Context, env control.Env) {
		at(gtx, env, 0, 4, control.SegmentsStyle{State: &s.speed, Words: []string{"slow", "¼×", "1×", "max"}, Width: 240}.Layout)
	}}, row{36, func(gtx layout.Context, env control.Env) {
		at(gtx, env, 0, 4, control.SegmentsStyle{State: &s.sections, Words: []string{"all", "some", "none"}, Height: 26}.Layout)
	}})
	for i, words := range []string{"Between labels", "Show speed"} {
		list = append(list, row{34, func(gtx layout.Context, env control.Env) {
			control.Check{State: &s.switches[4+i], Words: words}.Layout(gtx, env)
		}})
	}
	list = append(list, row{34, func(gtx layout.Context, env control.Env) {
		control.Check{State: &s.switches[6], Words: "Not now", Disabled: true}.Layout(gtx, env)
	}})
	rows(gtx, env, 12, 296, list...)
}

func (s *sheet) buttons(gtx layout.Context, env control.Env) {
	pair := func(kind control.Kind, words string) row {
		return row{44, func(gtx layout.Context, env control.Env) {
			x := at(gtx, env, 0, 4, control.Button{Click: s.click(), Words: words, Kind: kind}.Layout)
			at(gtx, env, x+10, 4, control.Button{Click: s.click(), Words: words + " not", Kind: kind, Disabled: true}.Layout)
		}}
	}
	icons := func(size float32) row {
		return row{int(size) + 8, func(gtx layout.Context, env control.Env) {
			x := 0
			for i, icon := range []control.Icon{control.IconReset, control.IconUndo, control.IconSave, control.IconTheme, control.IconMore} {
				x = 4 + at(gtx, env, x, 4, control.IconButton{Click: s.click(), Icon: icon, Name: "icon", Size: size, On: i == 1, Disabled: i == 2}.Layout)
			}
		}}
	}
	rows(gtx, env, 12, 296,
		pair(control.Filled, "Save"), pair(control.Outlined, "Copy"), pair(control.Plain, "Undo"), icons(36), icons(32),
		row{48, func(gtx layout.Context, env control.Env) {
			x := 0
			for i, icon := range []control.Icon{control.IconPause, control.IconRun, control.IconRun, control.IconRun} {
				x = 8 + at(gtx, env, x, 4, control.IconButton{
					Click: s.click(), Icon: icon, Name: "Run", Size: 40, Width: 44, Glyph: 22, Filled: true, Alarm: i == 2, Disabled: i == 3,
				}.Layout)
			}
		}},
		row{56, func(gtx layout.Context, env control.Env) {
			x := 6
			for i, words := range []string{"Explore", "Ablation"} {
				x = 24 + at(gtx, env, x, 0, control.TabStyle{Click: s.click(), Words: words, Chosen: i == 0, Height: 56}.Layout)
			}
		}},
		row{28, func(gtx layout.Context, env control.Env) {
			t := &s.theme
			x := at(gtx, env, 0, 0, control.Legend{Click: s.click(), Words: "prior", Fill: t.PriorFill, Line: t.Prior}.Layout)
			x = at(gtx, env, x+14, 0, control.Legend{Click: s.click(), Words: "posterior", Fill: t.PostFill, Line: t.Post, Hidden: true}.Layout)
			x = at(gtx, env, x+14, 0, control.Legend{Click: s.click(), Words: "truth", Swatch: control.Dash, Line: t.Truth}.Layout)
			at(gtx, env, x+14, 0, control.Legend{Click: s.click(), Words: "mode", Swatch: control.Discs, Marks: t.Mode[:4]}.Layout)
		}},
		row{28, func(gtx layout.Context, env control.Env) {
			x := 0
			for i, l := range []string{"y", "z", "x"} {
				x = 6 + at(gtx, env, x, 4, control.Pill{Click: s.click(), Label: widgets.L("L", l), Name: "loss " + l, Color: s.theme.Loss(i), On: i != 1}.Layout)
			}
		}},
	)
}

func (s *sheet) slots(gtx layout.Context, env control.Env) {
	t := &s.theme
	line := func(h float32, from int) row {
		return row{int(h) + 6, func(gtx layout.Context, env control.Env) {
			for i := range 4 {
				n := from + i
				marks := [][]color.NRGBA{t.Mode[:4], t.Mode[4:6], t.Mode[6:7], t.Mode[7:8], nil, nil, nil, nil}[n%8]
				at(gtx, env, i*72, 0, control.Slot{
					Click: s.click(), Words: widgets.Count(n % 8), Name: "label", Marks: marks, Chosen: n == 0, Unused: n%8 > 3,
					Part: []float64{0, 0.7, 0, 0}[i] * float64(1-from/8), Width: 66, Height: h,
				}.Layout)
			}
		}}
	}
	rows(gtx, env, 12, 296, line(48, 0), line(48, 4), line(36, 8),
		row{38, func(gtx layout.Context, env control.Env) {
			w := control.BesideWidth(4)
			at(gtx, env, 0, 0, control.Slot{Click: s.click(), Words: "0", Name: "label", Marks: t.Mode[:4], Beside: true, Width: w, Height: 36}.Layout)
			at(gtx, env, int(w)+6, 0, control.Row{Click: s.click(), Icon: control.IconFile, Words: "a name that is too long", Chosen: true, Width: 160, Height: 32}.Layout)
		}},
		row{30, func(gtx layout.Context, env control.Env) { control.Section{Words: "Section"}.Layout(gtx, env) }},
		row{60, func(gtx layout.Context, env control.Env) {
			control.Paragraph{Words: "An untrained network: the cloud is noise. L_x asks that words are wrapped and never cut.", Role: control.Body, Color: t.Text}.Layout(gtx, env)
		}},
		row{42, func(gtx layout.Context, env control.Env) {
			control.FieldStyle{State: &s.field, Name: "file name"}.Layout(gtx, env)
		}},
		row{42, func(gtx layout.Context, env control.Env) {
			control.FieldStyle{State: &s.empty, Name: "folder", Hint: "Name of the file"}.Layout(gtx, env)
		}},
	)
}

func (s *sheet) settings(gtx layout.Context, env control.Env) {
	var list []row
	for i, name := range []string{"Coupling blocks", "Hidden width", "Padding"} {
		list = append(list, row{40, func(gtx layout.Context, env control.Env) {
			at(gtx, env, 0, 8, control.Line{Label: widgets.Words(name), Role: control.Body, Color: s.theme.Text}.Layout)
			at(gtx, env, 140, 0, control.NumberStyle{
				State: &s.numbers[i], Words: []string{"6", "128", "−3"}[i], Name: name, Changed: i == 1, Wrong: i == 2,
			}.Layout)
		}})
	}
	for i, name := range []string{"Block", "Mixing"} {
		list = append(list, row{40, func(gtx layout.Context, env control.Env) {
			at(gtx, env, 0, 8, control.Line{Label: widgets.Words(name), Role: control.Body, Color: s.theme.Text}.Layout)
			at(gtx, env, 140, 0, control.DropdownStyle{
				State: &s.drops[i], Words: []string{"GLOW, affine", "orthogonal"}, Name: name,
				Docs: []string{"", "A fixed rotation between two blocks, instead of a permutation."}, Changed: i == 1,
			}.Layout)
		}})
	}
	list = append(list, row{40, func(gtx layout.Context, env control.Env) {
		at(gtx, env, 0, 0, control.DropdownStyle{State: &s.drops[2], Words: []string{"1×", "max"}, Name: "speed", Bare: true}.Layout)
	}})
	rows(gtx, env, 12, 284, list...)
}

func (s *sheet) bars(gtx layout.Context, env control.Env) {
	values := []float64{.5, .4, .3, .35, .2, .1, .12, .06, .03, .02, .025, .016}
	rows(gtx, env, 12, 612,
		row{40, func(gtx layout.Context, env control.Env) {
			x := at(gtx, env, 0, 0, control.Line{Label: widgets.Words("0.016"), Role: control.Display, Color: s.theme.Text}.Layout)
			x = at(gtx, env, x+10, 8, control.Line{Label: widgets.Words("posterior error (MMD)"), Role: control.Small, Color: s.theme.Text2}.Layout)
			at(gtx, env, x+10, 9, control.Spark{Values: values, Color: s.theme.Post, Log: true, Width: 40, Height: 14}.Layout)
		}},
		row{40, func(gtx layout.Context, env control.Env) {
			control.Bullet{Value: .016, Min: .002, Max: .5, Mark: .003, MarkName: "exact 0.003", EndName: "untrained 0.5"}.Layout(gtx, env)
		}},
		row{40, func(gtx layout.Context, env control.Env) {
			control.Bullet{Value: .2, Min: .002, Max: .5, Mark: .3, MarkName: "exact 0.3", EndName: "untrained 0.5", Stale: true}.Layout(gtx, env)
		}},
	)
}

func (s *sheet) banners(gtx layout.Context, env control.Env) {
	draw := func(b control.Banner) row {
		return row{50, func(gtx layout.Context, env control.Env) {
			b.Click = s.click()
			b.Layout(gtx, env)
		}}
	}
	rows(gtx, env, 0, 616,
		draw(control.Banner{Words: "This label is carried by no mode; choose 0 to 3."}),
		draw(control.Banner{Words: "The file is not an innlab checkpoint.", Error: true, Action: "Choose another"}),
		draw(control.Banner{Words: "Two values wait for a restart.", More: "The run so far is kept for undo."}),
		row{50, func(gtx layout.Context, env control.Env) {
			if s.toast.Words() == "" {
				s.toast.Show("Network reset. 4 812 steps were dropped.", "Undo")
			}
			s.toast.Layout(gtx, env)
		}},
	)
}

func TestSheet(t *testing.T) {
	for name, dark := range map[string]bool{"controls-light": false, "controls-dark": true} {
		t.Run(name, func(t *testing.T) {
			s := newSheet(dark)
			d := giotest.New(t, sheetSize, s.layout)
			golden.Check(t, name, func() *image.RGBA {
				d.Frame()
				return screen.Shot(t, d)
			})
		})
	}
}

// TestSheetInUse shows what appears only in use: an open menu, a tooltip on it, a number being typed, the focus ring.
func TestSheetInUse(t *testing.T) {
	s := newSheet(false)
	d := giotest.New(t, sheetSize, s.layout)
	d.ClickOn("Mixing: GLOW, affine")
	d.HoverOver("orthogonal")
	d.Wait(control.TooltipAfter)
	golden.Check(t, "menu-and-tooltip", func() *image.RGBA {
		d.Frame()
		return screen.Shot(t, d).SubImage(image.Rect(960, 160, 1280, 360)).(*image.RGBA)
	})
	d.Key(key.NameEscape)
	d.Leave()
	d.ClickOn("weight of loss x as a number")
	golden.Check(t, "typing", func() *image.RGBA {
		d.Frame()
		return screen.Shot(t, d).SubImage(image.Rect(12, 120, 332, 240)).(*image.RGBA)
	})
	d.Key(key.NameEscape)
	d.Key(key.NameTab)
	d.Key(key.NameTab)
	golden.Check(t, "focus", func() *image.RGBA {
		d.Frame()
		return screen.Shot(t, d).SubImage(image.Rect(12, 40, 332, 120)).(*image.RGBA)
	})
}

// BenchmarkSheet lays out all controls at once, which no window does; nothing changes from frame to frame.
func BenchmarkSheet(b *testing.B) {
	s := newSheet(false)
	d := giotest.New(b, sheetSize, s.layout)
	b.ReportAllocs()
	for b.Loop() {
		d.Frame()
	}
}
