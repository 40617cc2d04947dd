// Package figure builds the figures that the window, its exports and the command line share: from plain numbers, at
// print size, as PNG, SVG or PDF.
package figure

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"io"
	"path/filepath"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"

	"innlab/app/file"
	"innlab/widgets"
)

// Figure is something that can be drawn at any size.
type Figure interface {
	// Size is the size at which it is printed unless told otherwise.
	Size() Size
	// Least is the smallest size that leaves room for its words.
	Least() Size
	// Check says in plain words what is missing for the figure.
	Check() error
	// Draw draws into r of a canvas, in one theme.
	Draw(c widgets.Canvas, r widgets.Rect, t widgets.Theme, s Sizes)
	// Dots is how many points it draws; files with very many hold them as an image.
	Dots() int
}

// Options of a file.
type Options struct {
	Size Size // zero: the figure's own
	Dark bool
}

// manyDots is how many points a vector file draws one by one.
const manyDots = 20000

// Formats are the file types that can be written.
var Formats = []string{"png", "svg", "pdf"}

// CheckPath says in plain words when a file's type is not one that can be written.
func CheckPath(path string) error {
	ext := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
	for _, f := range Formats {
		if ext == f {
			return nil
		}
	}
	if ext == "" {
		return fmt.Errorf("%s has no file type; end its name in .png, .svg or .pdf", path)
	}
	return fmt.Errorf("%s: figures cannot be written as .%s; use png, svg or pdf", path, ext)
}

// CheckSize says in plain words when a figure cannot be drawn at a size. It needs no numbers in the figure but its
// set-up and columns, so that it can be asked before long work.
func CheckSize(f Figure, size Size) error {
	if err := size.check(); err != nil {
		return err
	}
	if l := f.Least().up(); size.W < l.W-hair || size.H < l.H-hair {
		return fmt.Errorf("this figure needs at least %s; %s is too small", l, size)
	}
	return nil
}

// Write writes a figure; the file's ending says how: .png, .svg or .pdf. It leaves nothing half-written.
func Write(path string, f Figure, o Options) error {
	if err := CheckPath(path); err != nil {
		return err
	}
	if err := f.Check(); err != nil {
		return err
	}
	size := o.Size
	if size == (Size{}) {
		size = f.Size()
	}
	if err := CheckSize(f, size); err != nil {
		return err
	}
	return file.Write(path, func(w io.Writer) error {
		var b bytes.Buffer
		for again := true; again; again = widgets.Seek() { // names may have letters that no font was known for
			b.Reset()
			if err := encode(&b, strings.ToLower(filepath.Ext(path)), f, size, o.Dark); err != nil {
				return err
			}
		}
		_, err := w.Write(b.Bytes())
		return err
	})
}

// encode draws a figure on one of gonum/plot's canvases and writes it.
func encode(w io.Writer, ext string, f Figure, size Size, dark bool) error {
	width, height := vg.Length(size.W), vg.Length(size.H)
	t := widgets.Light()
	if dark {
		t = widgets.Dark()
	}
	paint := func(v *widgets.Vector) {
		page := widgets.Rect{X1: size.W, Y1: size.H}
		v.Height = size.H
		v.Box(page, t.Card)
		f.Draw(v, page, t, Print)
	}
	dots := 0.0
	if f.Dots() > manyDots {
		dots = 600
	}
	switch ext {
	case ".png":
		m := image.NewRGBA(image.Rect(0, 0, size.pixels(size.W), size.pixels(size.H)))
		c := vgimg.NewWith(vgimg.UseImage(draw.Image(m)), vgimg.UseDPI(size.DPI)) // paints it white
		// Also the pixels at the edges, of which the page covers a part only.
		draw.Draw(c.Image(), m.Rect, image.NewUniform(t.Card), image.Point{}, draw.Src)
		paint(&widgets.Vector{C: c, Format: widgets.PNG})
		return writePNG(w, c.Image(), size.DPI)
	case ".svg":
		c := vgsvg.New(width, height)
		paint(&widgets.Vector{C: c, Format: widgets.SVG, DotsDPI: dots})
		return writeSVG(w, c)
	case ".pdf":
		c := vgpdf.New(width, height)
		paint(&widgets.Vector{C: c, Format: widgets.PDF, DotsDPI: dots})
		_, err := c.WriteTo(w)
		return err
	}
	return errors.New("figure: unknown file type " + ext)
}
