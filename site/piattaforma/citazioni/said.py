"""The words by which a text goes back to what it has cited: "predetto", "stesso", "citato"."""

#: without their ending
SAID = (
    r"(?:stess|medesim|citat|predett|suddett|suindicat|summenzionat|sopracitat|sopraccitat|menzionat|richiamat"
    r"|anzidett|ridett|dett)"
)
