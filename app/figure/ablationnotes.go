package figure

// This file words what stands under an ablation: what L_x compares, what the numbers mean, how the networks were
// trained.

import (
	"innlab/inn"
	"innlab/widgets"
)

// notes are the sentences under the figure.
func (f *Ablation) notes() []widgets.Label {
	forms := map[string]bool{}
	for _, c := range f.Columns {
		if !c.Truth && !f.Methods && c.Losses[inn.LossX] {
			forms[c.Shape] = true
		}
	}
	x := widgets.Label{{Text: "x", Italic: true}}
	y := widgets.Label{{Text: "y", Italic: true}}
	lx := widgets.L("L", "x")
	var says []widgets.Label
	if forms[inn.ShapeX] {
		says = append(says, widgets.Join("", lx, shapeWords(inn.ShapeX), widgets.Words(" compares "), x, widgets.Words(" alone")))
	}
	if forms[inn.ShapeJoint] {
		says = append(says, widgets.Join("", lx, shapeWords(inn.ShapeJoint), widgets.Words(" compares "), x, widgets.Words(" together with "), y))
	}
	if forms[inn.ShapeNear] {
		says = append(says, widgets.Join("", lx, shapeWords(inn.ShapeNear), widgets.Words(" compares "), x, widgets.Words(" of like "), y))
	}
	for i := range says {
		says[i] = says[i].And(widgets.Words("."))
	}
	if f.numbers() {
		if f.Methods {
			says = append(says, widgets.Words("C2ST: 0.5 is perfect."))
		} else if f.Setup.Modes != nil {
			says = append(says, widgets.Words("Right label: within 3σ of a mode that carries it."))
		}
		says = append(says, widgets.Words("Error: unbiased MMD² to exact samples."))
	}
	if f.Note != "" {
		says = append(says, widgets.Marked(f.Note))
	}
	return says
}

// flow sets sentences one after the other into lines of a width; one that is wider has a line of its own.
func flow(sentences []widgets.Label, width, size float64) (lines []widgets.Label) {
	for _, s := range sentences {
		if n := len(lines); n > 0 {
			if joined := widgets.Join(" ", lines[n-1], s); joined.Width(size, widgets.Regular) <= width {
				lines[n-1] = joined
				continue
			}
		}
		lines = append(lines, s)
	}
	return lines
}
