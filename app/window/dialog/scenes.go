package dialog

// The scene picker: a tile for each scene, under the button that opens it.

import (
	"image"
	"strconv"

	"gioui.org/io/key"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op/clip"

	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// Scenes is the state of the scene picker. While it is open the keys 1 to 9 choose, arrows move, Enter chooses and
// Escape closes; it scrolls when there are more scenes than fit below its button.
type Scenes struct {
	pop    control.Popover
	tiles  []control.Click
	at     int  // of the keyboard; −1: none yet
	fresh  bool // just opened
	list   layout.List
	thumbs Thumbs
	data   control.Click
	own    control.Click
	asked  Wish
}

// Open shows the picker.
func (s *Scenes) Open() {
	s.pop.Open()
	s.at, s.fresh = -1, true
	s.list = layout.List{Axis: layout.Vertical}
}

// Close closes it.
func (s *Scenes) Close() { s.pop.Close() }

// Shown reports whether it is open.
func (s *Scenes) Shown() bool { return s.pop.Shown() }

// Wish is what the user wants to open instead of a scene.
type Wish int

const (
	NoWish Wish = iota
	OwnData
	OwnSimulator
)

// Wish reports, after Update, what the user wants to open instead; the picker is closed then.
func (s *Scenes) Wish() Wish {
	asked := s.asked
	s.asked = NoWish
	return asked
}

// digits are the keys of the first scenes.
var digits = []key.Name{"1", "2", "3", "4", "5", "6", "7", "8", "9"}

// Update returns the index of the scene that was chosen, if one was; the picker then closes.
func (s *Scenes) Update(gtx layout.Context) (int, bool) {
	if !s.pop.Shown() {
		return 0, false
	}
	chosen, n := -1, len(s.tiles)
	for i := range s.tiles {
		if s.tiles[i].Update(gtx) {
			chosen = i
		}
	}
	if name, ok := pressed(gtx, digits...); ok {
		if i := int(name[0] - '1'); i < n {
			chosen = i
		}
	}
	for n > 0 {
		name, ok := pressed(gtx, key.NameLeftArrow, key.NameRightArrow, key.NameUpArrow, key.NameDownArrow, key.NameReturn)
		if !ok {
			break
		}
		switch name {
		case key.NameReturn:
			if s.at >= 0 {
				chosen = s.at
			}
		case key.NameLeftArrow:
			s.at = max(s.at-1, 0)
		case key.NameRightArrow:
			s.at = min(s.at+1, n-1)
		case key.NameUpArrow:
			s.at = max(s.at-columns, 0)
		case key.NameDownArrow:
			if s.at < 0 {
				s.at = 0
			} else {
				s.at = min(s.at+columns, n-1)
			}
		}
		s.list.ScrollTo(max(s.at/columns-1, 0))
	}
	switch {
	case s.data.Update(gtx):
		s.asked = OwnData
	case s.own.Update(gtx):
		s.asked = OwnSimulator
	}
	if s.pop.Update(gtx) || chosen >= 0 || s.asked != NoWish {
		s.pop.Close()
	}
	return chosen, chosen >= 0
}

// Measures of the picker in dp.
const (
	columns            = 3
	tileW, tileH       = 177, 134
	tileGapX, tileGapY = 12, 10
	pickerPad          = 16
	pickerTop          = 44
	dataButton         = 108
	ownButton          = 136
)

// Layout floats the picker under anchor, given in pixels from the current origin. current is the scene that is shown,
// −1 where it is none of them.
func (s *Scenes) Layout(gtx layout.Context, env control.Env, anchor image.Rectangle, list []scenes.Scene, current int) {
	if !s.pop.Shown() {
		return
	}
	if len(s.tiles) != len(list) {
		s.tiles = make([]control.Click, len(list))
	}
	if s.fresh { // the keys are ours now
		s.at, s.fresh = current, false
		gtx.Execute(key.FocusCmd{})
	}
	cols := min(columns, len(list))
	rows := (len(list) + columns - 1) / columns
	w := float32(2*pickerPad + cols*tileW + (cols-1)*tileGapX)
	high := func(rows int) float32 { return float32(pickerTop + rows*tileH + (rows-1)*tileGapY + pickerPad) }
	h := min(high(rows), high(2)) // in a window that is not known; else all that there is room for, and the rest scrolls
	if env.Window.Y > 0 {
		below := float32(env.Window.Y-env.At.Y-anchor.Max.Y)/gtx.Metric.PxPerDp - 2*pickerPad
		h = min(high(rows), max(h, below))
	}
	s.pop.Layout(gtx, env, anchor, control.Below, func(gtx layout.Context) layout.Dimensions {
		size := rect(gtx, 0, 0, w, h).Size()
		control.Surface(gtx, env, size)
		stack := clip.Rect{Max: size}.Push(gtx.Ops)
		semantic.LabelOp("Scenes").Add(gtx.Ops)
		stack.Pop()
		put(gtx, env, pickerPad, 14, 200, control.Line{Label: widgets.Words("Scenes"), Role: control.Title, Color: env.Theme.Text})
		put(gtx, env, w-pickerPad-dataButton-8-ownButton, 6, ownButton, control.Button{
			Click: &s.own, Words: "Own simulator…", Width: ownButton, Doc: "Train on the answers of a program of your own.",
		})
		put(gtx, env, w-pickerPad-dataButton, 6, dataButton, control.Button{
			Click: &s.data, Words: "Open data…", Width: dataButton, Doc: "Train on pairs of x and y of your own, from a table.",
		})
		env.In(gtx, rect(gtx, pickerPad-4, pickerTop-4, w-pickerPad+4, h-pickerPad+4), func(gtx layout.Context, env control.Env) {
			s.list.Layout(gtx, rows, func(gtx layout.Context, row int) layout.Dimensions {
				return s.row(gtx, env, list, current, row, row == rows-1)
			})
		})
		return layout.Dimensions{Size: size}
	})
}

// row draws three tiles with room around them for the focus ring.
func (s *Scenes) row(gtx layout.Context, env control.Env, list []scenes.Scene, current, row int, last bool) layout.Dimensions {
	for c := range columns {
		i := row*columns + c
		if i >= len(list) {
			break
		}
		x := float32(4 + c*(tileW+tileGapX))
		env.In(gtx, rect(gtx, x, 4, x+tileW, 4+tileH), func(gtx layout.Context, env control.Env) {
			s.tile(gtx, env, i, &list[i], i == current)
		})
	}
	h := float32(tileH + tileGapY)
	if last {
		h = tileH + 8
	}
	return layout.Dimensions{Size: image.Pt(gtx.Constraints.Max.X, dp(gtx, h))}
}

func (s *Scenes) tile(gtx layout.Context, env control.Env, i int, scene *scenes.Scene, chosen bool) {
	t := env.Theme
	control.Tile{
		Click: &s.tiles[i], Words: scene.Title, Doc: scene.Story, Chosen: chosen, Marked: i == s.at && !chosen,
		Width: tileW, Height: tileH,
	}.Layout(gtx, env)
	env.In(gtx, rect(gtx, 10, 10, 66, 66), func(gtx layout.Context, env control.Env) { s.thumbs.Layout(gtx, env, scene) })

	put(gtx, env, 10, 72, tileW-20, control.Line{Label: widgets.Words(scene.Title), Role: control.TabOn, Color: t.Text})
	put(gtx, env, 10, 92, tileW-20, control.Line{Label: widgets.Words(scene.Summary), Role: control.Small, Color: t.Text2})
	put(gtx, env, 10, 109, tileW-20, control.Line{Label: widgets.Words(scene.Truth), Role: control.Small, Color: t.Text2})
	if i < len(digits) {
		put(gtx, env, tileW-19, 12, 20, control.Line{Label: widgets.Words(strconv.Itoa(i + 1)), Role: control.Small, Color: t.Text2})
	}
}
